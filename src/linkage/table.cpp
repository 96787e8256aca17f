#include "linkage/table.hpp"

#include "linkage/linker.hpp"
#include "linkage/training.hpp"

namespace jisr::linkage {

LinkedTable link_table(People& people, double threshold, std::size_t enough_to_learn,
                       OnStage on_stage)
{
    people.doubt_new_year();
    people.arrange();
    const bool learns = people.size() >= enough_to_learn;
    LinkedTable table{.model = default_model(),
                      .rarity = learns ? Rarity(people)
                                       : Rarity(people, default_experience(people.size()).rarity),
                      .learnt = learns};
    const Blocking blocking(people);
    on_stage("block");
    if (learns)
        table.model = learn(draw_sample(people, blocking, table.rarity), default_model());
    on_stage("learn");
    const Scorer scorer(table.model, table.rarity, people.size());
    table.links = find_links(people, blocking, scorer, threshold);
    on_stage("compare");
    table.cluster_of = cluster(people, scorer, table.links);
    on_stage("cluster");
    return table;
}

} // namespace jisr::linkage
