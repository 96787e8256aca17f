#include "cli/dedupe_sheet.hpp"

#include "cli/stages.hpp"

#include "linkage/comparer.hpp"
#include "linkage/quality.hpp"
#include "linkage/table.hpp"
#include "linkage/workers.hpp"
#include "tabular/formula_guard.hpp"

#include <sys/resource.h>

#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <span>

namespace jisr::cli {

namespace {

double peak_megabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr double kKibibytes = 1024; // the unit of ru_maxrss on Linux
    return static_cast<double>(usage.ru_maxrss) * kKibibytes / 1e6;
}

/// Everything that was found.
struct Found
{
    std::vector<linkage::Link> links;
    std::vector<std::uint32_t> cluster_of; ///< for each record of the file the first one of its own
};

/// From rows as they are arranged to records as the file has them.
std::vector<std::uint32_t> in_file_order(const linkage::People& people,
                                         const std::vector<std::uint32_t>& lowest)
{
    std::vector<std::uint32_t> first(lowest.size(), static_cast<std::uint32_t>(lowest.size()));
    for (std::uint32_t row = 0; row < lowest.size(); ++row)
        first[lowest[row]] = std::min(first[lowest[row]], people.origin(row));
    std::vector<std::uint32_t> clusters(lowest.size());
    for (std::uint32_t row = 0; row < lowest.size(); ++row)
        clusters[people.origin(row)] = first[lowest[row]];
    return clusters;
}

/// A cell as it stands in a file, between quotation marks where it needs them.
std::string cell(std::string_view text)
{
    std::string guarded = tabular::with_guard(text);
    if (guarded.find_first_of(",;\t\"\r\n") == std::string::npos)
        return guarded;
    std::string quoted = "\"";
    for (const char c : guarded)
        quoted.append(c == '"' ? 2 : 1, c);
    return quoted += '"';
}

core::Result<void> finish(std::ofstream& file)
{
    file.flush();
    if (!file)
        return core::fail(core::problems::unavailable("a file could not be written"));
    return {};
}

core::Result<void> write_clusters(const std::string& path, const std::string& heading,
                                  const PeopleSheet& sheet, const Found& found)
{
    std::ofstream file(path, std::ios::binary);
    file << cell(heading) << sheet.separator << "cluster\n";
    for (std::uint32_t record = 0; record < sheet.id_of.size(); ++record)
        file << cell(sheet.ids.at(sheet.id_of[record])) << sheet.separator
             << cell(sheet.ids.at(sheet.id_of[found.cluster_of[record]])) << '\n';
    return finish(file);
}

/// With so many digits after the point.
std::string fixed(double value, int digits)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                   std::chars_format::fixed, digits);
    return {text.data(), end.ptr};
}

/// ` +3.2`
std::string signed_bits(double bits)
{
    return (bits < 0 ? " " : " +") + fixed(bits, 1);
}

/// `prior -17.1 | given_name equal +3.2 | birth_date swapped +9.1 | relatives -0.2`, in bits.
std::string reasons_of(const linkage::Explanation& explanation)
{
    std::string text = "prior" + signed_bits(explanation.prior_bits);
    for (const auto& reason : explanation.fields) {
        (text += " | ") += name_of(reason.field);
        (text += ' ') += name_of(reason.level);
        text += signed_bits(reason.bits);
    }
    return text += " | relatives" + signed_bits(explanation.relatives_bits);
}

/// The lines of some links.
std::string pair_lines(std::span<const linkage::Link> links, const PeopleSheet& sheet,
                       const linkage::Scorer& scorer, linkage::Comparer& comparer)
{
    std::string lines;
    const auto id_of = [&](std::uint32_t row) {
        return cell(sheet.ids.at(sheet.id_of[sheet.people.origin(row)])) + sheet.separator;
    };
    for (const auto& link : links) {
        const auto& a = sheet.people.row(link.a);
        const auto& b = sheet.people.row(link.b);
        const auto explanation = scorer.explain(comparer.compare(a, b), a, b);
        (lines += id_of(link.a)) += id_of(link.b);
        (lines += fixed(explanation.probability(), 6)) += sheet.separator;
        (lines += reasons_of(explanation)) += '\n';
    }
    return lines;
}

core::Result<void> write_pairs(const std::string& path, const PeopleSheet& sheet,
                               const Found& found, const linkage::Scorer& scorer)
{
    constexpr std::size_t kLinks = 10'000;
    std::vector<std::string> pieces((found.links.size() + kLinks - 1) / kLinks);
    std::vector<linkage::Comparer> comparers(linkage::worker_count(),
                                             linkage::Comparer(sheet.people));
    linkage::in_parallel(pieces.size(), [&](std::size_t piece, std::size_t worker) {
        const auto links = std::span(found.links).subspan(piece * kLinks);
        pieces[piece] = pair_lines(links.first(std::min(kLinks, links.size())), sheet, scorer,
                                   comparers[worker]);
    });
    std::ofstream file(path, std::ios::binary);
    const char separator = sheet.separator;
    file << "id_a" << separator << "id_b" << separator << "probability" << separator << "reasons\n";
    for (const auto& lines : pieces)
        file << lines;
    return finish(file);
}

void print_accuracy(const char* what, const linkage::Accuracy& accuracy)
{
    std::cout << std::left << std::setw(44) << what << std::right << std::fixed
              << std::setprecision(4) << " precision " << accuracy.precision << "  recall "
              << accuracy.recall << "  F1 " << accuracy.f1() << '\n';
}

/// Of the pairs that were linked by themselves, before clusters were made.
linkage::Accuracy accuracy_of_links(const PeopleSheet& sheet, const Found& found)
{
    std::vector<double> sizes(sheet.truth.size() + 1);
    for (const auto person : sheet.truth)
        ++sizes[person];
    double pairs = 0;
    for (const auto size : sizes)
        pairs += size * (size - 1) / 2;
    double right = 0;
    for (const auto& link : found.links)
        right +=
            sheet.truth[sheet.people.origin(link.a)] == sheet.truth[sheet.people.origin(link.b)]
                ? 1
                : 0;
    const auto linked = static_cast<double>(found.links.size());
    return {linked == 0 ? 1 : right / linked, pairs == 0 ? 1 : right / pairs};
}

void print_quality(const PeopleSheet& sheet, const Found& found)
{
    const auto quality = linkage::measure(found.cluster_of, sheet.truth);
    print_accuracy("pairs linked", accuracy_of_links(sheet, found));
    print_accuracy("pairs within clusters", quality.pairs);
    print_accuracy("clusters exactly right, of two and more", quality.clusters);
    print_accuracy("records (B-cubed)", quality.records);
}

void print_found(const PeopleSheet& sheet, const Found& found)
{
    std::size_t clusters = 0;
    for (std::uint32_t record = 0; record < found.cluster_of.size(); ++record)
        clusters += found.cluster_of[record] == record ? 1 : 0;
    std::cout << found.cluster_of.size() << " records, " << found.links.size() << " pairs linked, "
              << clusters << " persons\n";
    if (sheet.unread_dates > 0)
        std::cout << sheet.unread_dates << " birth dates could not be read\n";
}

core::Result<PeopleSheet> read_sheet(const DedupeSheetOptions& options)
{
    PeopleSheetOrder order = options.sheet;
    if (!options.truth.empty())
        order.truth = options.truth;
    for (const auto& pair : options.mapping) {
        const auto equals = pair.rfind('=');
        if (equals == std::string::npos)
            return core::fail(core::problems::invalid("--map", "unknown_code"));
        order.mapping.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return read_people_sheet(order);
}

} // namespace

core::Result<void> dedupe_sheet(const DedupeSheetOptions& options)
{
    Stages stages;
    auto sheet = TRY(read_sheet(options));
    stages.done("read");
    for (const auto& [heading, field] : sheet.columns)
        std::cout << "  " << heading << " → " << field << '\n';
    auto linked = linkage::link_table(sheet.people, options.threshold, 0,
                                      [&](std::string_view stage) { stages.done(stage); });
    const linkage::Scorer scorer(linked.model, linked.rarity, sheet.people.size());
    const Found found{.links = std::move(linked.links),
                      .cluster_of = in_file_order(sheet.people, linked.cluster_of)};
    TRY(write_clusters(options.clusters, options.sheet.id, sheet, found));
    if (!options.pairs.empty())
        TRY(write_pairs(options.pairs, sheet, found, scorer));
    stages.done("write");
    stages.print_total();
    std::cout << "peak memory " << std::lround(peak_megabytes()) << " MB\n";
    print_found(sheet, found);
    if (!options.truth.empty())
        print_quality(sheet, found);
    return {};
}

} // namespace jisr::cli
