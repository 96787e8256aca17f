#pragma once

#include "core/function_ref.hpp"
#include "modules/registry/organisation.hpp"
#include "modules/registry/organisation_names.hpp"
#include "modules/registry/person_store.hpp"

namespace jisr::registry {

enum class OrganisationSort { NewestFirst, Name };
BOOST_DESCRIBE_ENUM(OrganisationSort, NewestFirst, Name)

/// How many of the members are women, as lists are narrowed.
enum class WomensPart { All, Majority, Minority };
BOOST_DESCRIBE_ENUM(WomensPart, All, Majority, Minority)

struct WhichOrganisations
{
    std::optional<std::string> region;
    std::optional<std::string> province;
    std::optional<std::string> commune;
    std::optional<core::Id> edition;
    std::optional<OrganisationKind> kind;
    std::optional<LegalState> legal_state;
    std::optional<Sector> sector;
    std::optional<WomensPart> women;
    std::optional<OrganisationState> state;
    std::optional<Phase> phase; ///< of a place that it has, in `edition` if one is named
    OrganisationSort sort = OrganisationSort::NewestFirst;

    static constexpr std::array kFields{core::field("sort").defaulted()};
};
BOOST_DESCRIBE_STRUCT(WhichOrganisations, (),
                      (region, province, commune, edition, kind, legal_state, sector, women, state,
                       phase, sort))

struct OrganisationQuery : WhichOrganisations
{
    std::optional<std::string> cursor;
    std::int64_t limit = 50;

    static constexpr std::string_view kRecord = "registry.OrganisationQuery";
    static constexpr auto kFields = core::with_field(
        WhichOrganisations::kFields, core::field("limit").range(1, 200).defaulted());
};
BOOST_DESCRIBE_STRUCT(OrganisationQuery, (WhichOrganisations), (cursor, limit))

core::Result<void> insert_organisation(db::Writer& writer, const OrganisationRow& row);
/// 409 overtaken when the row is no longer at `row.version - 1`.
core::Result<void> update_organisation(db::Writer& writer, const OrganisationRow& row);
core::Result<std::optional<OrganisationRow>> find_organisation(db::Reader& reader,
                                                               const core::Id& id);
/// Whether another of its kind that stands bears the same name in the same commune.
core::Result<bool> has_namesake(db::Reader& reader, const OrganisationRow& row);
/// 404 without the row.
core::Result<OrganisationRow> get_organisation(db::Reader& reader, const core::Id& id);
core::Result<std::vector<RegistrationRow>>
registration_rows_of_organisation(db::Reader& reader, const core::Id& organisation_id);
core::Result<std::vector<Registration>>
registrations_of_organisation(db::Reader& reader, const core::Id& organisation_id);

/// An organisation in which the file of a person, or one that was merged into it, is named.
struct OrganisationOfPerson
{
    OrganisationRow organisation;
    core::Id person_id;
};

core::Result<std::vector<OrganisationOfPerson>> organisations_of_person(db::Reader& reader,
                                                                        const core::Id& person_id);
core::Result<service::Page<OrganisationSummary>> list_organisations(const service::Context& context,
                                                                    const OrganisationQuery& query);
/// Those the actor may see by reference or parts of the name, in any order, and after them those
/// whose names come near the one typed; at most 20.
core::Result<std::vector<OrganisationSummary>> search_organisations(const service::Context& context,
                                                                    OrganisationNames& names,
                                                                    std::string_view typed);

/// Calls `on_row` for every organisation of the filters that the actor may export, in the order of
/// the list. `cursor` and `limit` do not count.
core::Result<void> each_organisation(const service::Context& context,
                                     const WhichOrganisations& query,
                                     core::FunctionRef<bool(const OrganisationRow&)> on_row);

} // namespace jisr::registry
