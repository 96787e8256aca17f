#pragma once

#include "modules/registry/entry_check.hpp"
#include "modules/registry/import.hpp"
#include "service/context.hpp"

#include <atomic>
#include <filesystem>
#include <functional>

namespace jisr::registry {

/// A row of the run's list, understood, with its edition and the consent of which the row, else who
/// sent the list, says when it was given; of none that nobody states.
ReadRow read_row_of(const ImportRun& run, const tabular::SheetRow& row, core::Date today);

/// Takes the file through to its end, chunk by chunk, from where `run` stands; keeps `run` true
/// after each. The file is read whole before anything is written, so that one cut in the middle
/// registers nobody. False when it was stopped before the end; 409 import_taken when it was
/// cancelled, or somebody else goes on with it.
core::Result<bool> go_through(service::Services& services, const service::Actor& actor,
                              const std::filesystem::path& file, ImportRun& run, EntryCheck& check,
                              const std::atomic<bool>& stopping,
                              const std::function<void(const ImportRun&)>& on_chunk);

} // namespace jisr::registry
