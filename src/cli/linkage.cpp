#include "cli/cli.hpp"

#include "linkage/hard_pairs.hpp"
#include "linkage/name_index.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <optional>

// Commands that measure the comparison and the search of names on files alone, so that anyone can
// hold them against other programs.

namespace jisr::cli {

namespace {

using Clock = std::chrono::steady_clock;

struct NamePair
{
    std::string left, right;
};

std::optional<std::vector<std::string>> lines_of(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) {
        if (line.ends_with('\r'))
            line.pop_back();
        lines.push_back(std::move(line));
    }
    if (!file.is_open() || file.bad()) { // a folder opens and cannot be read
        std::cerr << path << ": cannot be read\n";
        return std::nullopt;
    }
    return lines;
}

/// Two columns a line; more are allowed and not read. Empty lines are passed over.
std::optional<std::vector<NamePair>> pairs_of(const std::string& path)
{
    const auto lines = lines_of(path);
    if (!lines)
        return std::nullopt;
    std::vector<NamePair> pairs;
    for (std::size_t i = 0; i < lines->size(); ++i) {
        const std::string& line = (*lines)[i];
        if (line.empty())
            continue;
        const auto tab = line.find('\t');
        if (tab == std::string::npos) {
            std::cerr << path << ':' << i + 1 << ": two columns with a tab between them expected\n";
            return std::nullopt;
        }
        pairs.push_back({line.substr(0, tab), line.substr(tab + 1)});
        auto& right = pairs.back().right;
        right.resize(std::min(right.size(), right.find('\t')));
    }
    return pairs;
}

int match(const std::string& path)
{
    const auto pairs = pairs_of(path);
    if (!pairs)
        return 2;
    std::cout << std::fixed << std::setprecision(4);
    for (const auto& [left, right] : *pairs)
        std::cout << linkage::similarity(linkage::read_name(left), linkage::read_name(right))
                  << '\t' << left << '\t' << right << '\n';
    return 0;
}

/// What a search command was asked for.
struct SearchOptions
{
    std::string corpus, queries;
    std::size_t top = 10;
};

double milliseconds_since(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Ranks of what was searched for, and how long it took.
class SearchFigures
{
  public:
    /// `rank`: 1 is first, 0 not among the hits.
    void add(std::size_t rank, double milliseconds)
    {
        ranks_.push_back(rank);
        milliseconds_.push_back(milliseconds);
    }

    void print(std::size_t top)
    {
        std::vector<std::size_t> places{1, 10, 100};
        if (std::ranges::find(places, top) == places.end())
            places.push_back(top);
        std::ranges::sort(places);
        std::cout << std::fixed << std::setprecision(4) << "queries\t" << ranks_.size() << '\n';
        for (const std::size_t place : places)
            std::cout << "recall@" << place << '\t' << recall(place) << '\n';
        std::cout << "MRR\t" << mean_reciprocal_rank() << '\n' << std::setprecision(3);
        std::ranges::sort(milliseconds_);
        for (const int percent : {50, 90, 99, 100})
            std::cout << "p" << percent << " ms\t" << percentile(percent) << '\n';
    }

  private:
    double share(double sum) const
    {
        return ranks_.empty() ? 0 : sum / static_cast<double>(ranks_.size());
    }

    double recall(std::size_t place) const
    {
        return share(static_cast<double>(std::ranges::count_if(
            ranks_, [&](std::size_t rank) { return rank > 0 && rank <= place; })));
    }

    double mean_reciprocal_rank() const
    {
        double sum = 0;
        for (const auto rank : ranks_)
            sum += rank == 0 ? 0 : 1.0 / static_cast<double>(rank);
        return share(sum);
    }

    double percentile(int percent) const
    {
        if (milliseconds_.empty())
            return 0;
        const auto last = milliseconds_.size() - 1;
        return milliseconds_[last * static_cast<std::size_t>(percent) / 100];
    }

    std::vector<std::size_t> ranks_;
    std::vector<double> milliseconds_;
};

int search(const SearchOptions& options)
{
    const auto corpus = lines_of(options.corpus);
    const auto queries = pairs_of(options.queries);
    if (!corpus || !queries)
        return 2;
    const auto start = Clock::now();
    linkage::NameIndex index;
    for (std::size_t i = 0; i < corpus->size(); ++i)
        index.put(static_cast<linkage::NameIndex::Slot>(i), linkage::read_name((*corpus)[i]));
    std::cout << "names\t" << index.size() << "\nbuilt in ms\t" << milliseconds_since(start)
              << "\nbytes a name\t" << index.memory_bytes() / std::max<std::size_t>(1, index.size())
              << '\n';
    SearchFigures figures;
    for (const auto& [query, expected] : *queries) {
        const auto asked = Clock::now();
        const auto hits =
            index.search(linkage::read_name(query), std::max<std::size_t>(100, options.top));
        const double taken = milliseconds_since(asked);
        const auto found = std::ranges::find_if(
            hits, [&](const auto& hit) { return (*corpus)[hit.slot] == expected; });
        figures.add(found == hits.end() ? 0 : static_cast<std::size_t>(found - hits.begin()) + 1,
                    taken);
    }
    figures.print(options.top);
    return 0;
}

int evaluate(const std::string& path)
{
    const auto pairs = pairs_of(path);
    if (!pairs)
        return 2;
    std::vector<linkage::SameName> names;
    for (const auto& [left, right] : *pairs)
        names.push_back({linkage::read_name(left), linkage::read_name(right)});
    std::cout << std::fixed << std::setprecision(4) << "pairs\t" << pairs->size() << '\n';
    for (const auto& [name, tries] : {std::pair{"random mismatches", 1}, {"hard mismatches", 50}}) {
        const auto best = linkage::best_threshold(names, tries);
        std::cout << name << "\tF1 " << best.f1 << "\tat " << best.at << '\n';
    }
    return 0;
}

void add_file_command(CLI::App& linkage, const char* name, const char* description,
                      int (*command)(const std::string&), Run& run)
{
    auto* added = linkage.add_subcommand(name, description);
    auto path = std::make_shared<std::string>();
    added->add_option("PAIRS", *path, "two names a line, with a tab between them")
        ->required()
        ->envname("JISR_LINKAGE_PAIRS");
    added->callback([&run, path, command] { run = [path, command] { return command(*path); }; });
}

} // namespace

void add_linkage_command(CLI::App& app, const std::shared_ptr<CommonOptions>&, Run& run)
{
    auto* linkage = app.add_subcommand("linkage", "Compare and search names, on files alone");
    linkage->require_subcommand(1);
    add_file_command(*linkage, "match", "Print how alike two names are, 0 to 1", match, run);
    add_file_command(*linkage, "evaluate",
                     "Print the best F1 against random and against hard mismatches", evaluate, run);
    auto* command = linkage->add_subcommand(
        "search", "Print how often and how fast names are found among many");
    auto options = std::make_shared<SearchOptions>();
    command->add_option("--corpus", options->corpus, "one name a line")
        ->required()
        ->envname("JISR_LINKAGE_CORPUS");
    command->add_option("--queries", options->queries, "query, tab, the name to be found")
        ->required()
        ->envname("JISR_LINKAGE_QUERIES");
    command->add_option("--top", options->top, "a further rank to count hits up to")
        ->envname("JISR_LINKAGE_TOP")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    command->callback([&run, options] { run = [options] { return search(*options); }; });
}

} // namespace jisr::cli
