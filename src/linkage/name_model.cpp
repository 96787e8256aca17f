#include "linkage/name_model.hpp"

#include "core/resource.hpp"
#include "linkage/snapshot.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <stdexcept>

// The table, line by line, with tabs between the columns:
//   rules <source> <target>            begins a transducer ("latin", "arabic")
//   <level><letters> <total> <rule>=<count> …   one context; a rule is letters taken and written
//   letters <script>                   begins the chances of letters
//   <before> <letter>=<count> …
// '^' and '_' stand for the beginning and the end of a word.

namespace jisr::linkage {

namespace {

constexpr std::array<std::string_view, 2> kScripts{"latin", "arabic"};

std::string number(double value)
{
    std::array<char, 24> text{};
    const auto size = std::snprintf(text.data(), text.size(), "%.3g", value);
    return {text.data(), static_cast<std::size_t>(size)};
}

double number(std::string_view text)
{
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

char sign(Script script, Letter letter)
{
    if (letter == 0)
        return '_';
    return letter == kBeginning ? '^' : spelling_of(script, {&letter, 1}).front();
}

Letter letter_of(Script script, char sign)
{
    if (sign == '_')
        return 0;
    if (sign == '^')
        return kBeginning;
    const auto letters = letters_of(script, {&sign, 1});
    return letters.empty() || letters[0] >= kBeginning ? Letter{0} : letters[0];
}

std::vector<std::string_view> split(std::string_view line, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const auto at = line.find(separator);
        parts.push_back(line.substr(0, at));
        if (at == std::string_view::npos)
            return parts;
        line.remove_prefix(at + 1);
    }
}

std::string context_text(const Transducer& transducer, std::uint32_t context)
{
    const auto level = context >> 20;
    std::string text = std::to_string(level);
    for (std::uint32_t i = 0; i < level; ++i)
        text += sign(transducer.source(), static_cast<Letter>(context >> (15 - 5 * i) & 31));
    return text;
}

std::uint32_t context_of(Script script, std::string_view text)
{
    auto context = static_cast<std::uint32_t>(text[0] - '0') << 20;
    for (std::uint32_t i = 1; i < text.size() && i <= 4; ++i)
        context |= static_cast<std::uint32_t>(letter_of(script, text[i])) << (20 - 5 * i);
    return context;
}

std::string line_of(const Transducer& transducer, std::uint32_t context,
                    const Transducer::Counts& counts)
{
    std::string line = context_text(transducer, context) + '\t' + number(counts.total);
    for (const auto& [rule, count] : counts.rules) {
        line += '\t';
        line += std::to_string(rule.take);
        for (const Letter letter : {rule.first, rule.second}) {
            if (letter != 0)
                line += sign(transducer.target(), letter);
        }
        line += '=';
        line += number(count);
    }
    return line + '\n';
}

/// Reads the lines one after the other into the section that was begun last.
class Parser
{
  public:
    explicit Parser(NameModel& model) : model_(model) {}

    bool take(std::string_view line)
    {
        if (line.empty() || line.front() == '#')
            return true;
        const auto parts = split(line, '\t');
        if (parts[0] == "rules" && parts.size() == 3) {
            transducer_ = &model_.transducer(script(parts[1]), script(parts[2]));
            return true;
        }
        if (parts[0] == "letters" && parts.size() == 2) {
            transducer_ = nullptr;
            chances_ = &model_.chances(script(parts[1]));
            script_ = script(parts[1]);
            return true;
        }
        if (transducer_ != nullptr)
            return take_rules(parts);
        return chances_ != nullptr && take_chances(parts);
    }

  private:
    static Script script(std::string_view name)
    {
        return name == kScripts[1] ? Script::Arabic : Script::Latin;
    }

    bool take_rules(const std::vector<std::string_view>& parts)
    {
        if (parts.size() < 3 || parts[0].size() < 2)
            return false;
        Transducer::Counts counts{.total = number(parts[1])};
        for (const auto part : std::span(parts).subspan(2)) {
            const auto equals = part.rfind('=');
            if (equals == std::string_view::npos || equals == 0 || part[0] < '1' || part[0] > '3')
                return false;
            Rule rule{.take = static_cast<std::uint8_t>(part[0] - '0')};
            if (equals > 1)
                rule.first = letter_of(transducer_->target(), part[1]);
            if (equals > 2)
                rule.second = letter_of(transducer_->target(), part[2]);
            counts.rules.emplace_back(rule, number(part.substr(equals + 1)));
        }
        transducer_->set(context_of(transducer_->source(), parts[0]), std::move(counts));
        return true;
    }

    bool take_chances(const std::vector<std::string_view>& parts)
    {
        for (const auto part : std::span(parts).subspan(1)) {
            if (parts[0].size() != 1 || part.size() < 3 || part[1] != '=')
                return false;
            chances_->set(letter_of(script_, parts[0][0]), letter_of(script_, part[0]),
                          number(part.substr(2)));
        }
        return true;
    }

    NameModel& model_;
    Transducer* transducer_ = nullptr;
    LetterChances* chances_ = nullptr;
    Script script_ = Script::Latin;
};

std::string rules_text(const Transducer& transducer)
{
    std::vector<std::string> lines;
    for (const auto& [context, counts] : transducer.counts())
        lines.push_back(line_of(transducer, context, counts));
    std::ranges::sort(lines);
    std::string text = "rules\t";
    text += kScripts[static_cast<std::size_t>(transducer.source())];
    text += '\t';
    text += kScripts[static_cast<std::size_t>(transducer.target())];
    text += '\n';
    for (const auto& line : lines)
        text += line;
    return text;
}

std::string chances_text(Script script, const LetterChances& chances)
{
    std::string text = "letters\t";
    text += kScripts[static_cast<std::size_t>(script)];
    text += '\n';
    for (Letter before = 1; before < kLetterCodes; ++before) {
        std::string line;
        for (Letter letter = 0; letter < kBeginning; ++letter) {
            if (const double count = chances.counts()[before][letter]; count > 0) {
                line += '\t';
                line += sign(script, letter);
                line += '=';
                line += number(count);
            }
        }
        if (!line.empty())
            text += sign(script, before) + line + '\n';
    }
    return text;
}

} // namespace

void LetterChances::set(Letter before, Letter letter, double count)
{
    double& known = counts_[before % kLetterCodes][letter % kLetterCodes];
    totals_[before % kLetterCodes] += count - known;
    known = count;
}

void LetterChances::add(std::span<const Letter> spelling, double weight)
{
    Letter before = kBeginning;
    for (const Letter letter : spelling) {
        set(before, letter, counts_[before][letter] + weight);
        before = letter;
    }
    set(before, 0, counts_[before][0] + weight);
}

double LetterChances::log_probability(std::span<const Letter> spelling) const
{
    double product = 1;
    double sum = 0;
    Letter before = kBeginning;
    const auto follow = [&](Letter letter) {
        product *= (counts_[before][letter] + 1) / (totals_[before] + kBeginning);
        before = letter;
    };
    for (std::size_t i = 0; i < spelling.size(); ++i) {
        follow(spelling[i]);
        if (i % 16 == 15) { // before the product of small numbers vanishes
            sum += std::log(product);
            product = 1;
        }
    }
    follow(0);
    return sum + std::log(product);
}

const Transducer& NameModel::transducer(Script source, Script target) const
{
    return transducers_[source != target ? 0 : source == Script::Latin ? 1 : 2];
}

Transducer& NameModel::transducer(Script source, Script target)
{
    return transducers_[source != target ? 0 : source == Script::Latin ? 1 : 2];
}

core::Result<NameModel> NameModel::parse(std::string_view table)
{
    NameModel model;
    Parser parser(model);
    for (const auto line : split(table, '\n')) {
        if (!parser.take(line))
            return core::fail(core::problems::malformed("table"));
    }
    if (model.transducers_[0].counts().empty())
        return core::fail(core::problems::malformed("table"));
    Checksum checksum;
    checksum.take(table.data(), table.size());
    model.fingerprint_ = checksum.value();
    return model;
}

NameModel& NameModel::in_use()
{
    static NameModel model = [] {
        auto parsed = parse(core::resource("data/name_sounds.tsv").value_or(""));
        if (!parsed) // tests parse the embedded table, so a program with a broken one is never made
            throw std::logic_error("data/name_sounds.tsv");
        return std::move(*parsed);
    }();
    return model;
}

const NameModel& NameModel::embedded()
{
    return in_use();
}

void NameModel::replace_embedded(NameModel model)
{
    in_use() = std::move(model);
}

std::string NameModel::to_text() const
{
    std::string text;
    for (const auto& transducer : transducers_)
        text += rules_text(transducer);
    for (const auto script : {Script::Latin, Script::Arabic})
        text += chances_text(script, chances(script));
    return text;
}

} // namespace jisr::linkage
