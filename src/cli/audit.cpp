#include "cli/cli.hpp"

#include "db/seal.hpp"
#include "modules/identity/identity.hpp"

#include <iostream>

namespace jisr::cli {

namespace {

struct Found
{
    db::Verification log;
    bool emptied = false; ///< there are users, each of whom came with a line
};

core::Result<Found> look(db::Reader& reader, const std::string& noted_head)
{
    const auto progress = [](std::int64_t lines) {
        if (lines % 100'000 == 0)
            std::cerr << '\r' << lines << " lines" << std::flush;
    };
    Found found{.log = TRY(db::verify(reader, progress, noted_head))};
    if (found.log.intact() && found.log.sealed_lines + found.log.unsealed_lines == 0)
        found.emptied = TRY(identity::has_users(reader));
    return found;
}

void print_counts(const db::Verification& log)
{
    std::cout << log.sealed_lines << " sealed lines in " << log.blocks << " blocks, "
              << log.unsealed_lines << " not yet sealed\n";
    if (!log.head.empty())
        std::cout << "head " << log.head << '\n';
}

/// Why the log is not to be trusted as it is; nullptr where nothing speaks against it.
const char* fault_of(const Found& found, const std::string& noted_head)
{
    if (found.emptied)
        return "Users are there, and not one line that says who made them: the log was emptied.\n";
    if (!noted_head.empty() && !found.log.has_noted)
        return "No block has the digest of --head: what was sealed up to it is no longer there as "
               "it was.\n";
    if (found.log.blocks == 0 && found.log.unsealed_lines > 0)
        return "No line is sealed: nothing is proven. Either no server has run since the first "
               "line, which seals within a second, or the seals were removed.\n";
    return nullptr;
}

/// No more than was proven.
void print_proven(const db::Verification& log, const std::string& noted_head)
{
    if (log.blocks == 0) {
        std::cout << "The log is empty: there is nothing to prove.\n";
        return;
    }
    std::cout << "No line was changed, moved or inserted among those that are sealed, and none is "
                 "missing between them.\n";
    if (noted_head.empty())
        std::cout << "Of lines removed at the end, together with their seals, nothing is known: "
                     "keep the head somewhere else, and give it with --head the next time.\n";
    else
        std::cout << "All that was sealed up to the head of --head is there, unchanged.\n";
}

int verify(const CommonOptions& common, const std::string& noted_head)
{
    if (const auto there = require_database(common); !there)
        return report(there.error());
    const auto database = db::Database::open(common.database);
    if (!database)
        return report(database.error());
    const auto found =
        (*database)->ask([&](db::Reader& reader) { return look(reader, noted_head); });
    if (!found)
        return report(found.error());
    print_counts(found->log);
    if (!found->log.intact()) {
        std::cout << "Block " << *found->log.broken_block
                  << " does not fit: a line was changed, removed, inserted or moved.\n";
        return 1;
    }
    if (const auto* fault = fault_of(*found, noted_head)) {
        std::cout << fault;
        return 1;
    }
    print_proven(found->log, noted_head);
    return 0;
}

/// Empty when the text may be a head, else what is expected; for CLI11.
std::string check_head(const std::string& text)
{
    constexpr std::size_t kLength = 64;
    const bool is_digest =
        text.size() == kLength && text.find_first_not_of("0123456789abcdef") == std::string::npos;
    return is_digest ? "" : "the 64 signs behind the word head expected, as an earlier run said";
}

} // namespace

void add_audit_command(CLI::App& app, const std::shared_ptr<CommonOptions>& common, Run& run)
{
    auto* audit = app.add_subcommand("audit", "Check the change log");
    audit->require_subcommand(1);
    auto* command = audit->add_subcommand(
        "verify", "Prove that no sealed line of the change log was changed, and with --head that "
                  "none was removed; ends with 1 too while lines are there and none is sealed yet");
    const auto noted_head = std::make_shared<std::string>();
    add_common_options(*command, common);
    command
        ->add_option("--head", *noted_head,
                     "the head that an earlier run said: all that was sealed by then must be there")
        ->envname("JISR_AUDIT_HEAD")
        ->check(check_head);
    command->callback([&run, common, noted_head] {
        run = [common, noted_head] { return verify(*common, *noted_head); };
    });
}

} // namespace jisr::cli
