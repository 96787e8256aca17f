#pragma once

#include "modules/registry/self_registration.hpp"

#include <chrono>

/// All SQL of self-registration.
namespace jisr::registry {

core::Result<SelfSetting> setting_of(db::Reader& reader, const core::Id& edition_id);
/// False when the row is no longer at `setting.version - 1`.
core::Result<bool> save_setting(db::Writer& writer, const SelfSetting& setting);
/// Those whose setting is open, whatever else is said of them.
core::Result<std::vector<core::Id>> open_editions(db::Reader& reader);

core::Result<void> insert_self_entry(db::Writer& writer, const SelfEntry& entry);
core::Result<std::optional<SelfEntry>> find_self_entry(db::Reader& reader,
                                                       const core::Id& person_id);
/// Keeps the text of a notice that somebody agreed to.
core::Result<void> keep_notice(db::Writer& writer, const PrivacyNotice& notice, core::Instant now);
core::Result<std::optional<PrivacyNotice>> find_notice(db::Reader& reader,
                                                       std::string_view version);

/// A registration by the key under which it was sent; both digests are keyed.
struct SelfKeyRow
{
    std::string digest;
    core::Id person_id;
    core::Id registration_id;
    std::string reference;
    std::string text_digest; ///< of what was sent
    core::Instant registered_at;
};
BOOST_DESCRIBE_STRUCT(SelfKeyRow, (),
                      (digest, person_id, registration_id, reference, text_digest, registered_at))

core::Result<void> keep_key(db::Writer& writer, const SelfKeyRow& row);
core::Result<std::optional<SelfKeyRow>> find_key(db::Reader& reader, std::string_view digest);
/// Those of registrations before.
core::Result<void> forget_keys(db::Writer& writer, core::Instant before);

/// False when the proof was used before.
core::Result<bool> use_proof(db::Writer& writer, std::string_view digest, core::Instant expires_at);
core::Result<void> forget_proofs(db::Writer& writer, core::Instant now);

/// How often something may happen in a stretch of time.
struct Limit
{
    std::string subject; ///< a digest
    std::int64_t most = 0;
    std::chrono::milliseconds in;
};

/// 429 too_many_registrations with `retry_after` in seconds when the limit is reached.
core::Result<void> require_below(db::Reader& reader, const Limit& limit, core::Instant now);
/// The same, and counts one more.
core::Result<void> count_towards(db::Writer& writer, const Limit& limit, core::Instant now);
/// Those that began before.
core::Result<void> forget_limits(db::Writer& writer, core::Instant before);

/// False when the receipt was opened before.
core::Result<bool> open_receipt(db::Writer& writer, const core::Id& registration_id,
                                core::Instant now);

/// What the look-up needs to know of a file.
struct SelfFileKey
{
    core::Id id;
    std::optional<core::Date> birth_date;
    std::optional<std::int64_t> birth_year;
    std::optional<std::string> phone;
};
BOOST_DESCRIBE_STRUCT(SelfFileKey, (), (id, birth_date, birth_year, phone))

core::Result<std::optional<SelfFileKey>> find_file_key(db::Reader& reader,
                                                       std::string_view reference);

/// The numbers that changes by `actor` since then took out of her file, the oldest first.
core::Result<std::vector<std::string>> phones_taken_out(db::Reader& reader,
                                                        const core::Id& person_id,
                                                        std::string_view actor,
                                                        core::Instant since);

struct WithdrawalRow
{
    core::Id person_id;
    std::int64_t person_version = 0; ///< of her file after it
    core::Instant withdrawn_at;
};
BOOST_DESCRIBE_STRUCT(WithdrawalRow, (), (person_id, person_version, withdrawn_at))

core::Result<void> save_withdrawal(db::Writer& writer, const WithdrawalRow& row);
core::Result<std::optional<WithdrawalRow>> find_withdrawal(db::Reader& reader,
                                                           const core::Id& person_id);

/// Papers that the editions of her standing registrations ask for.
core::Result<std::vector<AttachmentKind>> wanted_papers(db::Reader& reader,
                                                        const core::Id& person_id);

} // namespace jisr::registry
