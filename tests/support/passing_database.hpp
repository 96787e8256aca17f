#pragma once

#include "db/database.hpp"

namespace jisr::tests {

/// The database of a server, to be stood before it by what changes some of its calls.
class PassingDatabase : public db::Database
{
  public:
    explicit PassingDatabase(db::Database& real) : real_(real) {}

    using Database::write;

    void write(db::Work work, db::Done done) override
    {
        real_.write(std::move(work), std::move(done));
    }

    void write_together(db::Ahead ahead, db::Work work, db::Done done) override
    {
        real_.write_together(std::move(ahead), std::move(work), std::move(done));
    }

    void finish() override { real_.finish(); }

    core::Result<void> read(core::FunctionRef<core::Result<void>(db::Reader&)> work) override
    {
        return real_.read(work);
    }

    [[nodiscard]] std::string_view engine() const override { return real_.engine(); }

  private:
    db::Database& real_;
};

} // namespace jisr::tests
