#pragma once

#include "core/clock.hpp"
#include "modules/registry/import.hpp"

#include <filesystem>

namespace jisr::registry {

/// What an import is started with.
struct ImportOrder
{
    std::filesystem::path file; ///< copied into the data folder
    std::string file_name;
    core::Id edition_id;
    std::string region_code; ///< empty: places of the whole nation
    bool dry_run = false;
    std::vector<ImportColumn> mapping; ///< by hand, before the headings are looked at
    /// When, and how, the women of the list agreed; neither: it is to be confirmed of each.
    std::optional<core::Date> consent_on;
    std::optional<ConsentMethod> consent_method;
    std::optional<FirstRow> first_row; ///< needed where the headings are not known
    bool ignore_unknown = false; ///< columns with unknown headings are left out without asking
};

/// 422 for a consent that is half said or to come.
core::Result<void> check_consent(const ImportOrder& order, core::Date today);

/// The import that is ordered, of whose list nothing is known yet but its digest. 422 for a consent
/// that is half said or to come, and for a field that is chosen for two columns.
core::Result<ImportRun> ordered_run(const ImportOrder& order, const service::Actor& actor,
                                    const core::Clock& clock);

/// Reads the headings of its list, and says whether somebody must say what they hold. 422 for a
/// mapping that choose_fields() refuses. Problems of the file: tabular/file_problems.hpp.
core::Result<void> read_headings(ImportRun& run, const ImportOrder& order);

} // namespace jisr::registry
