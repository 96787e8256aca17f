#include "modules/registry/fictional_draw.hpp"

#include "core/resource.hpp"

#include <map>

namespace jisr::registry {

namespace {

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

/// The communes of a region (or all), each as often as its people weigh: a thousand to an entry.
const std::vector<const territory::Commune*>& weighted_communes(std::string_view region_code)
{
    static const auto by_region = [] {
        std::map<std::string, std::vector<const territory::Commune*>, std::less<>> made;
        for (const auto& commune : territory::communes())
            for (std::int64_t people = 0; people <= commune.population; people += 10'000)
                for (const auto& region : {commune.region_code, std::string()})
                    made[region].push_back(&commune);
        return made;
    }();
    return by_region.find(region_code)->second;
}

} // namespace

const FictionalNames& fictional_names()
{
    static const FictionalNames loaded = [] {
        FictionalNames made;
        for (const auto& line : split(*core::resource("data/names.tsv"), '\n')) {
            const auto columns = split(line, '\t');
            if (columns.size() < 4)
                continue;
            FictionalName name{columns[1], split(columns[3], '|')};
            if (columns[0] == "female")
                made.female.push_back(std::move(name));
            else if (columns[0] == "male")
                made.male.push_back(std::move(name));
            else if (columns[0] == "surname")
                made.family.push_back(std::move(name));
        }
        return made;
    }();
    return loaded;
}

std::size_t FictionalDraw::below(std::size_t bound)
{
    // Not std::uniform_int_distribution: its draws differ from one standard library to the next.
    return random_() % bound;
}

bool FictionalDraw::happens(double share)
{
    return static_cast<double>(below(10'000)) < share * 10'000;
}

const territory::Commune& FictionalDraw::commune(std::string_view region_code)
{
    return *one_of(weighted_communes(region_code));
}

} // namespace jisr::registry
