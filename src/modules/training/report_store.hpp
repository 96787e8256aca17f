#pragma once

#include "modules/training/report.hpp"

namespace jisr::training {

/// By audience, subject and province; what was cancelled is not counted.
core::Result<std::vector<TrainingCount>> training_counts(db::Reader& reader,
                                                         const core::Id& edition_id);

} // namespace jisr::training
