#pragma once

#include "modules/registry/person_store.hpp"

namespace jisr::registry {

/// The SQL of a list of persons: filters and what the actor may see, each order served by an index
/// of its own so that a page of 50 costs the same among a thousand rows and among a million.
/// Borrows the query and the actor.
class PersonFilter
{
  public:
    PersonFilter(const service::Actor& actor, const PersonQuery& query,
                 service::Permission permission = service::Permission::ViewRegistrants);

    /// Goes on after the row that `cursor` names.
    core::Result<void> after(const std::optional<std::string>& cursor);

    /// The summaries of one page and one row more; column kKeyColumn holds the sort key as text.
    [[nodiscard]] std::string page_sql() const;
    [[nodiscard]] std::vector<db::Param> page_params() const;
    /// Every row with `columns`, in the order of the list.
    [[nodiscard]] std::string all_sql(std::string_view columns) const;

    [[nodiscard]] const std::vector<db::Param>& params() const { return params_; }

    static constexpr int kKeyColumn = 19;
    static PersonSummary summary(const db::Row& row, core::Date today);

    /// At most 20 summaries of those visible that also meet `condition` over :wanted.
    core::Result<std::vector<PersonSummary>>
    search(const service::Context& context, std::string_view condition, db::Value wanted) const;
    /// The same by parts of the name, in any order.
    static core::Result<std::vector<PersonSummary>> search_by_name(const service::Context& context,
                                                                   const PersonFilter& filter,
                                                                   std::string_view typed);

  private:
    void narrow_to_place(const service::Actor& actor, service::Permission permission);
    void add_filters();
    void add(std::string_view condition, std::string_view name, db::Value value);
    [[nodiscard]] std::string branch(std::string_view columns, std::string_view extra) const;

    const PersonQuery& query_;
    std::string region_; ///< of the place filter or of the actor's only scope
    std::string province_;
    std::string commune_;
    std::string where_ = "true";
    std::vector<db::Param> params_;
    std::string priority_pattern_;
};

} // namespace jisr::registry
