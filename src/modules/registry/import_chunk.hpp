#pragma once

#include "modules/registry/entry_check.hpp"
#include "modules/registry/import.hpp"
#include "service/context.hpp"

#include <atomic>
#include <filesystem>
#include <functional>

namespace jisr::registry {

/// Takes the file through to its end, chunk by chunk, from where `run` stands; keeps `run` true
/// after each. The file is read whole before anything is written, so that one cut in the middle
/// registers nobody. False when it was stopped or cancelled before the end.
core::Result<bool> go_through(service::Services& services, const service::Actor& actor,
                              const std::filesystem::path& file, ImportRun& run, EntryCheck& check,
                              const std::atomic<bool>& stopping,
                              const std::function<void(const ImportRun&)>& on_chunk);

} // namespace jisr::registry
