#pragma once

#include "modules/registry/duplicate.hpp"
#include "service/route.hpp"

namespace jisr::registry {

/// Three or more files that are likely of one person, each like another of them.
struct DuplicateGroup
{
    core::Id id; ///< the cluster of its pairs
    std::vector<PersonSummary> files;
    double probability = 0; ///< of its likeliest pair

    static constexpr std::string_view kRecord = "registry.DuplicateGroup";
};
BOOST_DESCRIBE_STRUCT(DuplicateGroup, (), (id, files, probability))

/// The files of a group side by side, the one that is best kept first.
struct GroupDetail
{
    core::Id id;
    std::vector<Person> files;

    static constexpr std::string_view kRecord = "registry.GroupDetail";
};
BOOST_DESCRIBE_STRUCT(GroupDetail, (), (id, files))

/// A file as the reviewer saw it.
struct SeenFile
{
    core::Id id;
    std::int64_t version = 0;

    static constexpr std::string_view kRecord = "registry.SeenFile";
};
BOOST_DESCRIBE_STRUCT(SeenFile, (), (id, version))

/// What POST /duplicate-groups/{id}/decide takes.
struct GroupChoice
{
    SeenFile kept;
    std::vector<SeenFile> merged;      ///< into it
    std::vector<SeenFile> apart;       ///< of other persons
    std::optional<std::string> reason; ///< asked for those apart

    static constexpr std::string_view kRecord = "registry.GroupChoice";
    static constexpr std::array kFields{core::field("merged").length(60),
                                        core::field("apart").length(60),
                                        core::field("reason").length(500).lines()};
};
BOOST_DESCRIBE_STRUCT(GroupChoice, (), (kept, merged, apart, reason))

/// What was decided, so that it can be taken back.
struct GroupDecision
{
    std::vector<core::Id> merges; ///< in their order
    std::vector<core::Id> apart;  ///< pairs told apart

    static constexpr std::string_view kRecord = "registry.GroupDecision";
};
BOOST_DESCRIBE_STRUCT(GroupDecision, (), (merges, apart))

/// The routes of groups: the likeliest of them, one, decide.
service::Routes duplicate_group_routes();

} // namespace jisr::registry
