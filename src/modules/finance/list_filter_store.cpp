#include "modules/finance/list_filter_store.hpp"

#include "tabular/text.hpp"

#include <sstream>

namespace jisr::finance {

namespace {

constexpr std::size_t kMostWords = 6;

/// The name of the n-th value; it outlives every statement.
std::string_view name_of(std::size_t n)
{
    constexpr std::size_t kMostValues = 200;
    static const auto names = [] {
        std::vector<std::string> list;
        for (std::size_t i = 0; i < kMostValues; ++i)
            list.push_back("p" + std::to_string(i));
        return list;
    }();
    return names.at(n);
}

} // namespace

std::string ListFilter::bind(db::Value value)
{
    const auto name = name_of(params_.size());
    params_.push_back({name, std::move(value)});
    return ":" + std::string(name);
}

void ListFilter::add_words(std::string_view column, std::string_view typed)
{
    std::istringstream words{tabular::fold(typed)};
    std::size_t used = 0;
    for (std::string word; used < kMostWords && words >> word; ++used)
        add(std::string(column).append(" like ").append(bind("%" + word + "%")));
}

std::string ListFilter::covered(std::string_view column, const Sight& sight)
{
    if (sight.nation())
        return "true";
    if (sight.regions().empty())
        return "false";
    std::string condition = "(";
    condition.append(column).append(" is null or ");
    return condition.append(in(column, sight.regions())).append(")");
}

} // namespace jisr::finance
