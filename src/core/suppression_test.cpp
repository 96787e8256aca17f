#include "core/suppression.hpp"

#include <gtest/gtest.h>

#include <random>

namespace jisr::core {
namespace {

/// Numbers in rows and columns with the sums of both.
class Square
{
  public:
    explicit Square(const std::vector<std::vector<std::int64_t>>& numbers)
    {
        const auto columns = numbers.front().size();
        rows_.resize(numbers.size());
        of_rows_.resize(numbers.size());
        of_columns_.resize(columns);
        for (std::size_t row = 0; row < numbers.size(); ++row)
            for (const auto number : numbers[row]) {
                of_rows_[row].value += number;
                of_columns_[rows_[row].size()].value += number;
                rows_[row].push_back({.value = number});
            }
        for (std::size_t row = 0; row < numbers.size(); ++row) {
            sums_.push_back({{}, &of_rows_[row]});
            for (auto& cell : rows_[row])
                sums_.back().parts.push_back(&cell);
        }
        for (std::size_t column = 0; column < columns; ++column) {
            sums_.push_back({{}, &of_columns_[column]});
            for (auto& row : rows_)
                sums_.back().parts.push_back(&row[column]);
        }
    }

    [[nodiscard]] const std::vector<TableSum>& sums() const { return sums_; }

    TableCell& at(std::size_t row, std::size_t column) { return rows_[row][column]; }

  private:
    std::vector<std::vector<TableCell>> rows_;
    std::vector<TableCell> of_rows_;
    std::vector<TableCell> of_columns_;
    std::vector<TableSum> sums_;
};

TEST(Suppression, HidesASmallNumberAndWhatWouldTellIt)
{
    Square square({{3, 40, 70}, {20, 60, 80}, {50, 90, 10}});
    suppress(square.sums());
    EXPECT_FALSE(square.at(0, 0).told());
    EXPECT_FALSE(square.at(0, 1).told()); // the smallest other of its row
    EXPECT_FALSE(square.at(1, 0).told()); // and of its column
    EXPECT_TRUE(square.at(2, 2).told());
    EXPECT_TRUE(reckonable(square.sums()).empty());
}

TEST(Suppression, HidesFirstWhatStandsInNoTable)
{
    TableCell total{.value = 43};
    std::vector<TableCell> parts{{.value = 3}, {.value = 10}, {.value = 30, .silent = true}};
    const std::vector<TableSum> sums{{{&parts[0], &parts[1], &parts[2]}, &total}};
    suppress(sums);
    EXPECT_TRUE(parts[1].told());
    EXPECT_FALSE(parts[2].told());
    EXPECT_TRUE(reckonable(sums).empty());
    TableCell silent{.value = 43, .silent = true};
    parts[2] = {.value = 30};
    suppress({{{&parts[0], &parts[1], &parts[2]}, &silent}});
    EXPECT_FALSE(silent.told());
    EXPECT_TRUE(parts[2].told());
}

TEST(Suppression, ShowsAgainWhatProtectsNothing)
{
    Square square({{3, 40, 70}, {20, 60, 80}, {50, 90, 10}});
    suppress(square.sums());
    square.at(2, 2).hidden = true; // for nothing
    reveal(square.sums(), {&square.at(0, 0), &square.at(1, 1), &square.at(2, 2)});
    EXPECT_FALSE(square.at(0, 0).told());
    EXPECT_FALSE(square.at(1, 1).told()); // it would tell the three
    EXPECT_TRUE(square.at(2, 2).told());
    EXPECT_TRUE(reckonable(square.sums()).empty());
}

TEST(Suppression, FindsWhatSeveralSumsTellTogether)
{
    // Two squares of hidden numbers, and one more between them: each row and column hides two or
    // more, and still the one between is what the rows of the first square leave over.
    Square square({{9, 9, 50, 50}, {9, 9, 3, 50}, {50, 50, 9, 9}, {50, 50, 9, 9}});
    for (const auto& [row, column] : std::vector<std::pair<std::size_t, std::size_t>>{
             {0, 0}, {0, 1}, {1, 0}, {1, 1}, {1, 2}, {2, 2}, {2, 3}, {3, 2}, {3, 3}})
        square.at(row, column).hidden = true;
    EXPECT_EQ(reckonable(square.sums()), std::vector<TableCell*>{&square.at(1, 2)});
    suppress(square.sums());
    EXPECT_TRUE(reckonable(square.sums()).empty());
}

TEST(Suppression, LeavesNoSmallNumberToBeReckonedFromAnyTable)
{
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        std::vector<std::vector<std::int64_t>> numbers(3 + seed % 7,
                                                       std::vector<std::int64_t>(3 + seed % 5));
        for (auto& row : numbers)
            for (auto& number : row)
                number = random() % 3 == 0 ? random() % 6 : random() % 90;
        Square square(numbers);
        suppress(square.sums());
        for (const auto& sum : square.sums())
            for (const auto* part : sum.parts)
                EXPECT_TRUE(part->hidden || part->value == 0 || part->value >= kSmall);
        for (const auto* cell : reckonable(square.sums()))
            EXPECT_GE(cell->value, kSmall) << "seed " << seed;
    }
}

TEST(Suppression, TellsWhatTheReaderMayKnowAnyway)
{
    std::vector<TableCell> parts{
        {.value = 2, .open = true}, {.value = 3}, {.value = 30}, {.value = 40}};
    TableCell total{.value = 75};
    const std::vector<TableSum> sums{{{&parts[0], &parts[1], &parts[2], &parts[3]}, &total}};
    suppress(sums);
    EXPECT_EQ(parts[0].told(), 2);
    EXPECT_FALSE(parts[1].told());
    EXPECT_FALSE(parts[2].told()); // one she knows does not hide the other
    EXPECT_EQ(parts[3].told(), 40);
}

} // namespace
} // namespace jisr::core
