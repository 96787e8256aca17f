#include "linkage/experience.hpp"

#include "linkage/blocking.hpp"
#include "linkage/comparer.hpp"
#include "linkage/training.hpp"

#include <cmath>

namespace jisr::linkage {

Experience learn_from(People& people)
{
    people.doubt_new_year();
    people.arrange();
    const Rarity rarity(people);
    const Blocking blocking(people);
    return {.model = learn(draw_sample(people, blocking, rarity), default_model()),
            .rarity = known_rarity(people),
            .records = people.size()};
}

Experience default_experience(std::size_t records)
{
    Experience experience{.model = default_model(), .records = records};
    for (const Field field : kAllFields) {
        double share = 0;
        for (std::size_t l = 1; l < kLevels; ++l)
            if (depends_on_rarity(field, static_cast<Level>(l)))
                share += experience.model.strangers[static_cast<std::size_t>(field)][l];
        experience.rarity.otherwise[static_cast<std::size_t>(field)] =
            share == 0 ? 0 : static_cast<float>(-std::log2(share));
    }
    return experience;
}

std::vector<Explanation> explain_matches(const Person& record, std::span<const Person> candidates,
                                         const Experience& experience)
{
    People people;
    people.add(record);
    for (const auto& candidate : candidates)
        people.add(candidate);
    const Rarity rarity(people, experience.rarity);
    const Scorer scorer(experience.model, rarity, experience.records);
    Comparer comparer(people);
    std::vector<Explanation> explanations;
    for (std::uint32_t i = 1; i < people.size(); ++i) {
        const Row& one = people.row(0);
        const Row& other = people.row(i);
        explanations.push_back(scorer.explain(comparer.compare(one, other), one, other));
    }
    return explanations;
}

} // namespace jisr::linkage
