#pragma once

#include "db/postgres/connection.hpp"

#include <map>
#include <mutex>

namespace jisr::db::postgres {

/// Hands out numbers from blocks that are leased outside the callers' transactions: were the
/// counter's row updated by them, every registration would wait for the commit of the one before.
/// What a block still held at the end is skipped.
class Numbers
{
  public:
    explicit Numbers(std::string url) : url_(std::move(url)) {}

    core::Result<std::int64_t> next(std::string_view counter);

  private:
    struct Block
    {
        std::int64_t next = 1;
        std::int64_t last = 0;
    };

    core::Result<Block> lease(std::string_view counter);

    const std::string url_;
    std::mutex mutex_;
    std::unique_ptr<Connection> connection_;
    std::map<std::string, Block, std::less<>> blocks_;
};

} // namespace jisr::db::postgres
