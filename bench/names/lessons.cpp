#include "lessons.hpp"

#include "linkage/name.hpp"
#include "linkage/sounds.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <ostream>
#include <set>

// Expectation-maximisation: with the rules known, each pair tells how often each rule was used, by
// the forward-backward sums over all ways of reading the Latin word as the Arabic one; with the
// counts known, so are the rules. Narrow contexts are learnt first and wider ones join with every
// second round, so that the first alignments do not learn accidents by heart.

namespace jisr::bench {

namespace {

using namespace linkage;

struct Example
{
    std::string source, target;
    double weight = 1;
};

std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

/// Translations ("Southern Leyte") are not transliterations: the consonants tell.
bool sounds_alike(const std::string& latin, const std::string& arabic)
{
    const auto a = consonants_of(Script::Latin, latin);
    const auto b = consonants_of(Script::Arabic, arabic);
    return 10 * distance(a, b) <= 4 * std::max(a.size(), b.size());
}

void add_tokens(const std::string& origin, const Name& latin, const Name& arabic,
                std::set<NamePair>& pairs)
{
    if (latin.tokens.size() != arabic.tokens.size())
        return;
    for (std::size_t i = 0; i < latin.tokens.size(); ++i) {
        const Token& from = latin.tokens[i];
        const Token& to = arabic.tokens[i];
        if (from.script != Script::Latin || to.script != Script::Arabic)
            continue;
        // The article that only one of them has is not part of the pair.
        const auto& source = from.spelling;
        const auto target = from.article == 0 ? to.spelling.substr(to.article) : to.spelling;
        if (source.size() > 1 && target.size() > 1 &&
            (origin == "names" || sounds_alike(source, target)))
            pairs.insert({origin, source, target});
    }
}

using Table = std::map<std::uint32_t, std::map<Rule, double>>;

/// Forward and backward sums of one example, and what its rules were used for.
class Alignment
{
  public:
    Alignment(const Lattice& lattice, std::vector<Letter> target)
        : lattice_(lattice), target_(std::move(target)),
          forward_((lattice.source().size() + 1) * (target_.size() + 1)), backward_(forward_.size())
    {
        const std::size_t height = lattice.source().size();
        forward_[0] = 1;
        for (std::size_t i = 0; i < height; ++i)
            for (std::size_t j = 0; j <= target_.size(); ++j)
                each(i, j, [&](const Rule&, std::size_t to, double probability) {
                    forward_[to] += forward_[at(i, j)] * probability;
                });
        backward_.back() = 1;
        for (std::size_t i = height; i-- > 0;)
            for (std::size_t j = 0; j <= target_.size(); ++j)
                each(i, j, [&](const Rule&, std::size_t to, double probability) {
                    backward_[at(i, j)] += probability * backward_[to];
                });
    }

    double probability() const { return forward_.back(); }

    void count(Table& table, double weight, int widest) const
    {
        for (std::size_t i = 0; i < lattice_.source().size(); ++i)
            for (std::size_t j = 0; j <= target_.size(); ++j)
                each(i, j, [&](const Rule& rule, std::size_t to, double probability) {
                    const double used =
                        weight * forward_[at(i, j)] * probability * backward_[to] / forward_.back();
                    if (used < 1e-4)
                        return;
                    for (int level = 1; level <= widest; ++level)
                        table[Transducer::context(lattice_.source(), i, level)][rule] += used;
                });
    }

  private:
    std::size_t at(std::size_t i, std::size_t j) const { return i * (target_.size() + 1) + j; }

    template <class Fn>
    void each(std::size_t i, std::size_t j, Fn fn) const
    {
        const auto& step = lattice_.steps()[i];
        fn(Rule{1, 0, 0}, at(i + 1, j), step.none);
        if (j == target_.size())
            return;
        for (std::uint8_t taken = 1; taken <= 3 && i + taken <= lattice_.source().size(); ++taken)
            fn(Rule{taken, target_[j], 0}, at(i + taken, j + 1), step.one[taken - 1][target_[j]]);
        if (j + 2 > target_.size())
            return;
        double two = 1e-6; // not yet seen
        for (const auto& pair : step.two)
            if (pair.first == target_[j] && pair.second == target_[j + 1])
                two = pair.probability;
        fn(Rule{1, target_[j], target_[j + 1]}, at(i + 1, j + 2), two);
    }

    const Lattice& lattice_;
    std::vector<Letter> target_;
    std::vector<double> forward_, backward_;
};

Transducer with_counts(const Transducer& like, const Table& table, double least)
{
    Transducer result(like.source(), like.target());
    for (const auto& [context, rules] : table) {
        Transducer::Counts counts;
        for (const auto& [rule, count] : rules) {
            counts.total += count;
            if (count >= 0.3)
                counts.rules.emplace_back(rule, count);
        }
        if (!counts.rules.empty() && (context >> 20 <= 2 || counts.total >= least))
            result.set(context, std::move(counts));
    }
    return result;
}

void train(Transducer& transducer, const std::vector<Example>& examples, double least,
           std::ostream* progress)
{
    constexpr int kRounds = 10;
    for (int round = 0; round < kRounds; ++round) {
        const int widest = std::min(Transducer::kLevels, round / 2 + 1);
        Table table;
        double sum = 0;
        for (const auto& example : examples) {
            const auto lattice =
                transducer.lattice(letters_of(transducer.source(), example.source));
            const Alignment alignment(lattice, letters_of(transducer.target(), example.target));
            if (alignment.probability() <= 0)
                continue;
            sum += std::log(alignment.probability());
            alignment.count(table, example.weight, widest);
        }
        transducer = with_counts(transducer, table, round + 1 == kRounds ? least : 0);
        if (progress != nullptr)
            *progress << "round " << round + 1 << ": " << sum / static_cast<double>(examples.size())
                      << " nats a pair\n";
    }
}

/// Spellings of one name in one script: those that share a spelling in the other script.
std::vector<Example> variants(const std::vector<NamePair>& pairs, std::string NamePair::*by,
                              std::string NamePair::*of)
{
    std::map<std::string, std::set<std::string>> groups;
    for (const auto& pair : pairs)
        groups[pair.*by].insert(pair.*of);
    std::vector<Example> examples;
    for (const auto& [name, group] : groups)
        for (const auto& from : group)
            for (const auto& to : group)
                examples.push_back({from, to, 1.0 / static_cast<double>(group.size())});
    return examples;
}

void learn_chances(const std::vector<NamePair>& pairs, NameModel& model)
{
    std::set<std::string> latin, arabic;
    for (const auto& pair : pairs) {
        latin.insert(pair.latin);
        arabic.insert(pair.arabic);
    }
    for (const auto& spelling : latin)
        model.chances(Script::Latin).add(letters_of(Script::Latin, spelling));
    for (const auto& spelling : arabic)
        model.chances(Script::Arabic).add(letters_of(Script::Arabic, spelling));
}

/// One line: all the Latin spellings with all the Arabic ones.
void add_line(const std::string& origin, const std::vector<std::string>& latin,
              const std::vector<std::string>& arabic, std::set<NamePair>& pairs)
{
    for (const auto& from : latin)
        for (const auto& to : arabic)
            add_tokens(origin, read_name(from), read_name(to), pairs);
}

std::vector<std::string> split(const std::string& text, char separator)
{
    std::vector<std::string> parts{""};
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

/// Calls `take` with the cells of each line, but not of those in quotation marks.
template <class Take>
void each_line(const std::string& path, char separator, Take take)
{
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        if (line.find('"') == std::string::npos)
            take(split(line, separator));
}

/// The columns name_fr and name_ar.
void add_places(const std::string& path, std::set<NamePair>& pairs)
{
    std::size_t latin = 0, arabic = 0;
    each_line(path, ',', [&](const std::vector<std::string>& cells) {
        const auto column = [&](const char* heading) {
            return static_cast<std::size_t>(std::ranges::find(cells, heading) - cells.begin());
        };
        if (latin == arabic) {
            latin = column("name_fr");
            arabic = column("name_ar");
        } else if (std::max(latin, arabic) < cells.size()) {
            add_line("communes", {cells[latin]}, {cells[arabic]}, pairs);
        }
    });
}

} // namespace

std::vector<NamePair> read_pairs(const std::string& path)
{
    std::set<NamePair> pairs;
    each_line(path, '\t', [&](const std::vector<std::string>& cells) {
        if (cells.size() == 3)
            add_line(cells[0], {cells[1]}, {cells[2]}, pairs);
    });
    return {pairs.begin(), pairs.end()};
}

std::vector<NamePair> own_pairs(const std::string& folder)
{
    std::set<NamePair> pairs;
    for (const char* places : {"/data/communes.csv", "/data/provinces.csv"})
        add_places(folder + places, pairs);
    each_line(folder + "/data/names.tsv", '\t', [&](const std::vector<std::string>& cells) {
        if (cells.size() == 4)
            add_line("names", split(cells[3], '|'), split(cells[1] + '|' + cells[2], '|'), pairs);
    });
    each_line(folder + "/bench/names/foreign_names.tsv", '\t',
              [&](const std::vector<std::string>& cells) {
                  if (cells.size() == 2)
                      add_line("foreign", {cells[0]}, split(cells[1], '|'), pairs);
              });
    return {pairs.begin(), pairs.end()};
}

bool is_held_out(const NamePair& pair)
{
    std::uint32_t hash = 2166136261U; // FNV-1a
    for (const char c : consonants_of(Script::Arabic, pair.arabic))
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return (hash >> 7) % 6 == 0;
}

NameModel learn(const std::vector<NamePair>& pairs, std::ostream* progress)
{
    NameModel model;
    learn_chances(pairs, model);
    std::vector<Example> across;
    for (const auto& pair : pairs)
        across.push_back({pair.latin, pair.arabic, 1});
    train(model.transducer(Script::Latin, Script::Arabic), across, 3, progress);
    train(model.transducer(Script::Latin, Script::Latin),
          variants(pairs, &NamePair::arabic, &NamePair::latin), 4, progress);
    train(model.transducer(Script::Arabic, Script::Arabic),
          variants(pairs, &NamePair::latin, &NamePair::arabic), 4, progress);
    return model;
}

} // namespace jisr::bench
