#include "linkage/model.hpp"

#include <cmath>

namespace jisr::linkage {

namespace {

/// When given and family name changed places that is one event, which the given name tells; the
/// family name then adds only how rare it is.
bool is_told_already(Field field, Level level)
{
    return field == Field::FamilyName && level == Level::Swapped;
}

} // namespace

Weights weights_of(const Model& model)
{
    Weights weights;
    for (const Field field : kAllFields) {
        const auto f = static_cast<std::size_t>(field);
        for (std::size_t l = 1; l < kLevels; ++l) {
            const auto level = static_cast<Level>(l);
            if (is_told_already(field, level))
                continue;
            const double strangers = depends_on_rarity(field, level) ? 1 : model.strangers[f][l];
            weights.same[f][l] = std::log2(model.same[f][l] / strangers);
            if (relatives_share(field))
                weights.relatives[f][l] = std::log2(model.relatives[f][l] / strangers);
        }
    }
    return weights;
}

} // namespace jisr::linkage
