#include "core/text.hpp"

#include "core/resource.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

namespace jisr::core {

namespace {

constexpr std::array<std::string_view, 4> kTags{"ar", "fr", "zgh", "en"};

using Texts = std::array<std::string, 4>; // by Language

struct Hash
{
    using is_transparent = void;

    std::size_t operator()(std::string_view key) const
    {
        return std::hash<std::string_view>{}(key);
    }
};

using Catalogue = std::unordered_map<std::string, Texts, Hash, std::equal_to<>>;

void load_file(std::string_view bytes, Catalogue& catalogue)
{
    boost::system::error_code error;
    const auto file = boost::json::parse(bytes, error);
    if (error || !file.is_object())
        return;
    for (const auto& entry : file.get_object()) {
        if (!entry.value().is_object())
            continue;
        Texts texts;
        for (std::size_t i = 0; i < kTags.size(); ++i)
            if (const auto* text = entry.value().get_object().if_contains(kTags[i]))
                if (text->is_string())
                    texts[i] = std::string(text->get_string());
        catalogue.emplace(std::string(entry.key()), std::move(texts));
    }
}

const Catalogue& catalogue()
{
    static const Catalogue loaded = [] {
        Catalogue made;
        for (const auto& file : resources_under("locales/"))
            load_file(file.bytes, made);
        return made;
    }();
    return loaded;
}

std::string shown(const boost::json::value& value)
{
    if (value.is_string())
        return std::string(value.get_string());
    return boost::json::serialize(value);
}

std::string filled(std::string_view pattern, const boost::json::object& params)
{
    std::string result;
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        const auto close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos)
            break;
        const auto name = pattern.substr(open + 1, close - open - 1);
        const auto* value = params.if_contains(name);
        result += pattern.substr(0, open);
        result +=
            value != nullptr ? shown(*value) : std::string(pattern.substr(open, close - open + 1));
        pattern.remove_prefix(close + 1);
    }
    return result.append(pattern);
}

double weight_of(std::string_view entry)
{
    const auto mark = entry.find("q=");
    if (mark == std::string_view::npos)
        return 1.0;
    double weight = 0;
    std::from_chars(entry.data() + mark + 2, entry.data() + entry.size(), weight);
    return weight;
}

} // namespace

std::string_view tag_of(Language language)
{
    return kTags[static_cast<std::size_t>(language)];
}

Language preferred_language(std::string_view accept_language, Language otherwise)
{
    double best = 0;
    Language chosen = otherwise;
    while (!accept_language.empty()) {
        const auto comma = std::min(accept_language.find(','), accept_language.size());
        std::string_view entry = accept_language.substr(0, comma);
        accept_language.remove_prefix(std::min(comma + 1, accept_language.size()));
        entry.remove_prefix(std::min(entry.find_first_not_of(' '), entry.size()));
        const auto tag = entry.substr(0, entry.find_first_of("-; "));
        const auto known = std::find(kTags.begin(), kTags.end(), tag);
        const double weight = weight_of(entry);
        if (known != kTags.end() && weight > best) {
            best = weight;
            chosen = static_cast<Language>(known - kTags.begin());
        }
    }
    return chosen;
}

std::string text(Language language, std::string_view key, const boost::json::object& params)
{
    const auto found = catalogue().find(key);
    if (found == catalogue().end())
        return std::string(key);
    return filled(found->second[static_cast<std::size_t>(language)], params);
}

bool has_text(std::string_view key)
{
    return catalogue().find(key) != catalogue().end();
}

} // namespace jisr::core
