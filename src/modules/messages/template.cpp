#include "modules/messages/template.hpp"

#include "core/resource.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

namespace jisr::messages {

namespace {

/// One spelling for all that a reader takes for the same word: without case, accents, hamza, vowel
/// marks and the stretch of Arabic letters.
std::string folded(std::string_view text)
{
    constexpr UChar32 kTatweel = 0x0640;
    constexpr UChar32 kTaMarbuta = 0x0629;
    constexpr UChar32 kHa = 0x0647;
    UErrorCode error = U_ZERO_ERROR;
    const auto whole =
        icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    const auto apart = icu::Normalizer2::getNFKDInstance(error)->normalize(whole, error);
    icu::UnicodeString plain;
    for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
        const UChar32 letter = apart.char32At(at);
        if (u_charType(letter) != U_NON_SPACING_MARK && letter != kTatweel)
            plain.append(letter == kTaMarbuta ? kHa : letter);
    }
    std::string lower;
    plain.foldCase().toUTF8String(lower);
    return lower;
}

/// A word as it stands in the list, and as it is looked for.
struct TellingWord
{
    std::string written;
    std::string folded;
};

std::vector<TellingWord> read_telling_words()
{
    std::vector<TellingWord> words;
    std::string_view rest = core::resource("data/telling_words.tsv").value_or("");
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto word = rest.substr(0, std::min(rest.find('\t'), end));
        if (!word.empty() && word.front() != '#')
            words.push_back({std::string(word), folded(word)});
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return words;
}

/// Days as they are written in Morocco; anything else as it is.
std::string shown(const core::json::value& value)
{
    if (!value.is_string())
        return core::json::serialize(value);
    const std::string text(value.get_string());
    const auto day = core::Date::parse_iso(text);
    if (!day)
        return text;
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(day->day()) + "/" + two(day->month()) + "/" + std::to_string(day->year());
}

const core::json::value* known(const core::json::object& params, std::string_view name)
{
    const auto* value = params.if_contains(name);
    const bool empty =
        value == nullptr || value->is_null() || (value->is_string() && value->get_string().empty());
    return empty ? nullptr : value;
}

/// Without brackets. `complete` says whether every placeholder was known.
std::string filled(std::string_view pattern, const core::json::object& params, bool& complete)
{
    std::string text;
    complete = true;
    while (!pattern.empty()) {
        const auto open = std::min(pattern.find('{'), pattern.size());
        const auto close = pattern.find('}', open);
        text += pattern.substr(0, open);
        if (close == std::string_view::npos)
            return text.append(pattern.substr(open));
        if (const auto* value = known(params, pattern.substr(open + 1, close - open - 1)))
            text += shown(*value);
        else
            complete = false;
        pattern.remove_prefix(close + 1);
    }
    return text;
}

bool contains(const std::vector<std::string_view>& list, std::string_view name)
{
    return std::find(list.begin(), list.end(), name) != list.end();
}

/// Goes through a text once and notes what its brackets and placeholders break.
class PatternCheck
{
  public:
    PatternCheck(const TemplateKind& kind, std::string pointer)
        : kind_(kind), pointer_(std::move(pointer))
    {
    }

    std::vector<core::FieldError> run(std::string_view text)
    {
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] == '{')
                at = placeholder(text, at);
            else if (text[at] == '[' || text[at] == ']')
                bracket(text[at] == '[');
            else if (text[at] == '}')
                note("template_brackets");
        }
        if (inside_)
            note("template_brackets");
        return std::move(faults_);
    }

  private:
    void note(std::string code, core::json::object params = {})
    {
        const auto same = [&](const auto& fault) { return fault.code == code; };
        if (std::none_of(faults_.begin(), faults_.end(), same))
            faults_.push_back({pointer_, std::move(code), std::move(params)});
    }

    void bracket(bool opens)
    {
        if (opens == inside_)
            note("template_brackets");
        inside_ = opens;
    }

    std::size_t placeholder(std::string_view text, std::size_t open)
    {
        const auto close = text.find('}', open);
        if (close == std::string_view::npos) {
            note("template_brackets");
            return text.size();
        }
        const auto name = text.substr(open + 1, close - open - 1);
        if (contains(kind_.optional, name) && !inside_)
            note("template_optional", {{"name", name}});
        else if (!contains(kind_.optional, name) && !contains(kind_.placeholders, name))
            note("template_placeholder", {{"name", name}});
        return close;
    }

    const TemplateKind& kind_;
    std::string pointer_;
    bool inside_ = false;
    std::vector<core::FieldError> faults_;
};

} // namespace

const std::vector<TemplateKind>& template_kinds()
{
    using enum Audience;
    // No name, no programme, no place: whoever reads it over her shoulder learns nothing.
    static const std::vector<TemplateKind> kKinds{
        {"registered", Person, {"reference"}, {"phone"}},
        {"selected", Person, {"reference"}, {"phone"}},
        {"waiting", Person, {"reference"}, {"phone"}},
        {"promoted", Person, {"reference"}, {"phone"}},
        {"answer", Person, {"reference"}, {"phone"}},
        {"convoked", Person, {"reference", "date"}, {"time", "phone"}},
        {"convocation_changed", Person, {"reference", "date"}, {"time", "phone"}},
        {"convocation_cancelled", Person, {"reference", "date"}, {"phone"}},
        {"paper_missing", Person, {"reference"}, {"phone", "deadline"}},
        {"call_centre", Person, {"reference"}, {"phone"}},
        {"phone_taken", Person, {"reference"}, {"phone"}},
        {"phone_left", Person, {}, {"phone"}},
        {"file_changed", Person, {}, {"reference", "phone"}},
        {"staff_promoted", Staff, {"reference"}, {}},
        {"staff_appeal", Staff, {"reference"}, {}},
        {"staff_self_left", Staff, {"reference"}, {}},
        {"staff_agreement_ending", Staff, {"title", "date"}, {}},
        {"staff_training_invited", Staff, {"title", "date"}, {"time"}},
        {"staff_training_changed", Staff, {"title", "date"}, {"time"}},
        {"staff_training_cancelled", Staff, {"title", "date"}, {"time"}},
        {"staff_training_withdrawn", Staff, {"title", "date"}, {"time"}},
    };
    return kKinds;
}

const TemplateKind* find_template_kind(std::string_view code)
{
    const auto& kinds = template_kinds();
    const auto found = std::find_if(kinds.begin(), kinds.end(),
                                    [&](const auto& kind) { return kind.code == code; });
    return found == kinds.end() ? nullptr : &*found;
}

std::string default_text(const TemplateKind& kind, core::Language language)
{
    const std::string key = "messages.template." + std::string(kind.code);
    return core::text(language, key);
}

std::string rendered(std::string_view pattern, const core::json::object& params)
{
    std::string text;
    bool complete = true;
    while (!pattern.empty()) {
        const auto open = std::min(pattern.find('['), pattern.size());
        text += filled(pattern.substr(0, open), params, complete);
        pattern.remove_prefix(open);
        if (pattern.empty())
            break;
        const auto close = std::min(pattern.find(']'), pattern.size());
        const auto part = filled(pattern.substr(1, close - 1), params, complete);
        if (complete)
            text += part;
        pattern.remove_prefix(std::min(close + 1, pattern.size()));
    }
    return text;
}

core::json::object sample_params()
{
    return {{"reference", "GON-26-000123-4"}, {"phone", "0528871234"},
            {"date", "2027-01-15"},           {"time", "09:30"},
            {"deadline", "2027-01-31"},       {"title", "2026-2027"}};
}

std::vector<core::FieldError> faults_of(const TemplateKind& kind, std::string_view text,
                                        const std::string& pointer)
{
    auto faults = PatternCheck(kind, pointer).run(text);
    if (kind.audience == Audience::Staff)
        return faults;
    const auto parts = outbound::measured(rendered(text, sample_params())).parts;
    if (parts > kMostParts)
        faults.push_back({pointer, "template_too_long", {{"parts", parts}, {"most", kMostParts}}});
    if (auto word = telling_word(text); !word.empty())
        faults.push_back({pointer, "template_tells", {{"word", std::move(word)}}});
    return faults;
}

std::string telling_word(std::string_view text)
{
    static const auto words = read_telling_words();
    const auto within = folded(text);
    for (const auto& word : words)
        if (within.find(word.folded) != std::string::npos)
            return word.written;
    return {};
}

} // namespace jisr::messages
