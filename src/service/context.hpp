#pragma once

#include "core/clock.hpp"
#include "core/record.hpp"
#include "db/database.hpp"
#include "http/server.hpp"
#include "service/actor.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace jisr::service {

class ChangeFeed;
class Jobs;

/// How this server was started; every member has a flag and an environment variable (see
/// cli/serve.cpp).
struct Settings
{
    bool demonstration = false; ///< asked for, or already in the database
    std::string public_url;     ///< as printed in receipts' QR codes; empty: the reference alone
    std::filesystem::path data_folder; ///< the key, lists being read, files to send
    bool secure_cookies = false;       ///< served behind https
    std::string trusted_proxy;         ///< address whose X-Forwarded-For is believed; empty: none
    std::string metrics_token;         ///< opens /metrics; empty: to nobody
};

using core::Result;
using http::Request;
using http::Response;

/// What lives as long as the server and is shared by all requests.
struct Services
{
    db::Database& database;
    const core::Clock& clock;
    Settings settings;
    ChangeFeed& feed;
    Jobs& jobs;
    /// Who asks, by cookie or bearer token; null when no one says, 401 when what is said is not so.
    /// Set by the identity module where the program is put together.
    std::function<Result<std::shared_ptr<const Actor>>(Services&, const Request&)> authenticate;
    /// Whether the request would still be `actor`'s, with the same rights: asked of long streams.
    /// Does not count as a sign that somebody is there. Set like `authenticate`.
    std::function<Result<bool>(Services&, const Request&, const Actor&)> still_admits;
};

/// What a handler that reads may use.
struct Context
{
    Services& services;
    const Actor& actor;
    core::Language language;
    db::Reader& reader; ///< one snapshot; for writes, the transaction itself
    const core::Clock& clock;
};

/// What a handler that writes may use: everything happens in one transaction, and the answer leaves
/// after its commit.
struct WriteContext : Context
{
    db::Writer& writer;

    /// Appends to the change log what happened to `entity`. `before` is null for a creation.
    Result<void> log(std::string_view entity, const core::Id& id, std::int64_t version,
                     std::string_view operation, const core::json::value& before,
                     const core::json::value& after, std::string_view reason = {});
};

/// Runs `work` in one write transaction outside a request (command line, jobs, start-up), as
/// `actor`, and waits.
Result<void> write_as(Services& services, const Actor& actor,
                      const std::function<Result<void>(WriteContext&)>& work);

} // namespace jisr::service
