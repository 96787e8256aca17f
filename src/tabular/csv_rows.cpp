#include "tabular/csv_rows.hpp"

#include "tabular/file_problems.hpp"
#include "tabular/formula_guard.hpp"
#include "tabular/text.hpp"
#include "tabular/text_source.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace jisr::tabular {

namespace {

using core::fail;
using core::Result;

constexpr std::array<char, 3> kSeparators{';', ',', '\t'};

/// Number of cells in each of the first records, as parted by `separator`; a record that `sample`
/// breaks off is left out.
std::vector<int> count_cells(std::string_view sample, char separator)
{
    constexpr std::size_t kEnough = 40;
    std::vector<int> counts;
    int cells = 1;
    bool quoted = false;
    bool blank = true;
    for (std::size_t i = 0; i < sample.size() && counts.size() < kEnough; ++i) {
        const char c = sample[i];
        if (c == '"')
            quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r')) {
            if (!blank)
                counts.push_back(cells);
            cells = 1;
            blank = true;
            continue;
        }
        blank = false;
        cells += !quoted && c == separator ? 1 : 0;
    }
    if (counts.empty() && !blank)
        counts.push_back(cells);
    return counts;
}

/// How well a separator fits: columns times the share of records with as many cells as the
/// headings. Titles above them, which nothing parts, do not count.
double fit(std::string_view sample, char separator)
{
    const auto counts = count_cells(sample, separator);
    const auto headings =
        std::find_if(counts.begin(), counts.end(), [](int cells) { return cells > 1; });
    if (headings == counts.end())
        return 0;
    const auto same = std::count(headings, counts.end(), *headings);
    return *headings * static_cast<double>(same) / static_cast<double>(counts.size());
}

/// Excel's own line `sep=;`; takes it off the front. Nothing when there is none.
std::optional<char> take_separator_line(std::string_view& text)
{
    constexpr std::size_t kLength = 5;
    if (text.size() <= kLength || !(text.starts_with("sep=") || text.starts_with("SEP=")))
        return std::nullopt;
    const char separator = text[kLength - 1];
    auto rest = text.substr(kLength);
    if (rest[0] != '\n' && rest[0] != '\r')
        return std::nullopt;
    rest.remove_prefix(rest.starts_with("\r\n") ? 2 : 1);
    text = rest;
    return separator;
}

class CsvRows final : public RowSource
{
  public:
    CsvRows(std::unique_ptr<TextSource> text, const Limits& limits)
        : text_(std::move(text)), limits_(limits)
    {
    }

    Result<void> start();
    Result<bool> read(SheetRow& row) override;

    [[nodiscard]] double progress() const override { return text_->progress(); }

    [[nodiscard]] char separator() const override { return separator_; }

  private:
    enum class State { CellStart, Plain, Quoted, AfterQuote };

    Result<bool> refill();
    Result<void> take(std::string_view run);
    Result<void> end_cell(SheetRow& row);
    /// Takes in one step what stands at the front of the piece; true when it ended the record.
    Result<bool> step(SheetRow& row);
    Result<bool> step_quoted();
    Result<bool> at_end(SheetRow& row);

    std::unique_ptr<TextSource> text_;
    Limits limits_;
    char separator_ = ';';
    std::string_view piece_;
    State state_ = State::CellStart;
    bool after_return_ = false; ///< a LF now belongs to the CR before it
    std::int64_t number_ = 0;
    std::string cell_;
    int cells_ = 0; ///< of this record so far, empty ones beyond the limit counted
    int fewest_cells_ = std::numeric_limits<int>::max(); ///< of the records before
};

Result<void> CsvRows::start()
{
    piece_ = TRY(text_->next());
    const auto declared = take_separator_line(piece_);
    number_ = declared ? 1 : 0;
    separator_ = declared.value_or(guess_separator(piece_));
    return {};
}

Result<bool> CsvRows::refill()
{
    if (piece_.empty())
        piece_ = TRY(text_->next());
    return !piece_.empty();
}

Result<void> CsvRows::take(std::string_view run)
{
    if (cell_.size() + run.size() > limits_.max_cell_bytes)
        return fail(problems::file_cell_too_long(number_));
    cell_ += run;
    return {};
}

Result<void> CsvRows::end_cell(SheetRow& row)
{
    ++cells_;
    if (cells_ <= limits_.max_columns)
        row.cells.push_back({without_guard(std::move(cell_)), CellKind::Text});
    else if (!cell_.empty())
        return fail(problems::file_too_many_columns(number_, limits_.max_columns));
    cell_.clear();
    state_ = State::CellStart;
    return {};
}

Result<bool> CsvRows::step_quoted()
{
    const auto length = piece_.find('"');
    TRY(take(piece_.substr(0, length)));
    piece_.remove_prefix(std::min(length, piece_.size()));
    if (!piece_.empty()) {
        piece_.remove_prefix(1);
        state_ = State::AfterQuote;
    }
    return false;
}

Result<bool> CsvRows::step(SheetRow& row)
{
    if (state_ == State::Quoted)
        return step_quoted();
    const char c = piece_.front();
    if (c == '"' && state_ != State::Plain) {
        // At the start of a cell it opens; right behind a closing one it stands for itself.
        if (state_ == State::AfterQuote)
            TRY(take("\""));
        state_ = State::Quoted;
        piece_.remove_prefix(1);
        return false;
    }
    const auto ends_cell = [this](char it) { return it == separator_ || it == '\n' || it == '\r'; };
    const auto at = std::find_if(piece_.begin(), piece_.end(), ends_cell);
    TRY(take({piece_.begin(), at}));
    state_ = State::Plain;
    if (at == piece_.end()) {
        piece_ = {};
        return false;
    }
    const char end = *at;
    piece_ = {at + 1, piece_.end()};
    TRY(end_cell(row));
    after_return_ = end == '\r';
    return end != separator_;
}

bool is_blank_row(const SheetRow& row)
{
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const Cell& cell) { return is_blank(cell.text); });
}

/// The file ends without a line end: a cut file when a cell is still open, or when this record
/// alone is short of cells. One without anything in its cells is no record.
Result<bool> CsvRows::at_end(SheetRow& row)
{
    if (state_ == State::Quoted)
        return fail(problems::file_cut());
    const bool begun = cells_ > 0 || state_ != State::CellStart;
    if (!begun)
        return false;
    TRY(end_cell(row));
    constexpr int kAnyNumber = std::numeric_limits<int>::max();
    if (fewest_cells_ != kAnyNumber && cells_ < fewest_cells_ && !is_blank_row(row))
        return fail(problems::file_cut());
    cells_ = 0;
    return true;
}

Result<bool> CsvRows::read(SheetRow& row)
{
    row.number = ++number_;
    row.cells.clear();
    cells_ = 0;
    while (TRY(refill())) {
        if (after_return_ && piece_.front() == '\n') {
            piece_.remove_prefix(1);
            after_return_ = false;
            continue;
        }
        after_return_ = false;
        if (!TRY(step(row)))
            continue;
        const bool blank = cells_ == 1 && is_blank(row.cells.front().text);
        if (!blank)
            fewest_cells_ = std::min(fewest_cells_, cells_);
        return true;
    }
    return at_end(row);
}

} // namespace

char guess_separator(std::string_view sample)
{
    const auto best = std::max_element(kSeparators.begin(), kSeparators.end(), [&](char a, char b) {
        return fit(sample, a) < fit(sample, b);
    });
    return *best; // the first of equals
}

Result<std::unique_ptr<RowSource>> open_csv(const std::filesystem::path& path, const Limits& limits)
{
    auto rows = std::make_unique<CsvRows>(TRY(TextSource::open(path)), limits);
    TRY(rows->start());
    return rows;
}

} // namespace jisr::tabular
