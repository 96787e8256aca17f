#pragma once

#include "modules/registry/organisation_store.hpp"

namespace jisr::registry {

/// The place that a list is narrowed to: the one of its filter, else the one region or province
/// that the actor may see, as if it were a filter, so that an index seeks it and not every row is
/// checked.
struct ListPlace
{
    std::string region;
    std::string province;
    std::string commune;
    bool covered = false; ///< the actor may see all of it; else the scope is a condition of its own
};

/// The SQL of a list of organisations: filters and what the actor may see, each order served by an
/// index. Borrows the query and the actor.
class OrganisationFilter
{
  public:
    OrganisationFilter(const service::Actor& actor, const WhichOrganisations& query,
                       service::Permission permission = service::Permission::ViewRegistrants);

    void add(std::string_view condition, std::string_view name, db::Value value);
    /// Every word must stand in one of the names; false when nothing is left to look for.
    bool add_words(std::string_view typed);
    /// Goes on after the row that `cursor` names.
    core::Result<void> after(const std::optional<std::string>& cursor);

    /// The statement that gives `columns` in the order of the list.
    [[nodiscard]] std::string sql(const std::string& columns) const;

    [[nodiscard]] const std::vector<db::Param>& params() const { return params_; }

    /// The same with `limit :limit`.
    [[nodiscard]] std::string page_sql(const std::string& columns) const;
    [[nodiscard]] std::vector<db::Param> page_params(std::int64_t limit) const;

    [[nodiscard]] bool by_name() const { return query_.sort == OrganisationSort::Name; }

  private:
    std::string own_condition(const service::Actor& actor, service::Permission permission);
    void add_place();
    void add_filters();

    const WhichOrganisations& query_;
    ListPlace place_;
    std::string where_ = "true";
    std::vector<db::Param> params_;
};

} // namespace jisr::registry
