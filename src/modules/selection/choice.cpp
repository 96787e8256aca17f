#include "modules/selection/choice.hpp"

#include "db/digest.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace jisr::selection {

namespace {

constexpr Groups bit(std::size_t reserve)
{
    return Groups{1} << reserve;
}

std::vector<std::size_t> ranking_of(std::span<const Contender> contenders)
{
    std::vector<std::size_t> ranking(contenders.size());
    std::iota(ranking.begin(), ranking.end(), std::size_t{0});
    std::sort(ranking.begin(), ranking.end(), [&](std::size_t a, std::size_t b) {
        const auto key = [&](std::size_t i) {
            return std::tuple(!contenders[i].keeps, -contenders[i].score, contenders[i].draw, i);
        };
        return key(a) < key(b);
    });
    return ranking;
}

std::vector<std::int64_t> cut_to(std::int64_t places, std::vector<std::int64_t> reserved)
{
    for (auto& seats : reserved) {
        seats = std::clamp<std::int64_t>(seats, 0, places);
        places -= seats;
    }
    return reserved;
}

} // namespace

Seating::Seating(std::vector<std::int64_t> reserved)
    : capacity_(std::move(reserved)), taken_(capacity_.size()),
      free_(std::accumulate(capacity_.begin(), capacity_.end(), std::int64_t{0}))
{
}

Seating::Way Seating::way_for(Groups groups) const
{
    Way way{std::vector<int>(capacity_.size(), -1), std::vector<std::size_t>(capacity_.size()), -1};
    std::vector<std::size_t> reached;
    Groups seen = 0;
    const auto reach = [&](std::size_t reserve, int from, std::size_t by) {
        seen |= bit(reserve);
        way.from[reserve] = from;
        way.by[reserve] = by;
        reached.push_back(reserve);
    };
    for (std::size_t reserve = 0; reserve < capacity_.size(); ++reserve)
        if ((groups & bit(reserve)) != 0)
            reach(reserve, -1, 0);
    for (std::size_t i = 0; i < reached.size(); ++i) {
        const auto reserve = reached[i];
        if (taken_[reserve] < capacity_[reserve]) {
            way.end = static_cast<int>(reserve);
            break;
        }
        for (std::size_t who = 0; who < held_.size(); ++who) {
            if (held_[who].in[reserve] == 0)
                continue;
            for (std::size_t next = 0; next < capacity_.size(); ++next)
                if ((held_[who].groups & ~seen & bit(next)) != 0)
                    reach(next, static_cast<int>(reserve), who);
        }
    }
    return way;
}

bool Seating::has_room(Groups groups) const
{
    return groups != 0 && !full() && way_for(groups).end >= 0;
}

bool Seating::add(Groups groups)
{
    if (groups == 0 || full() ||
        std::find(hopeless_.begin(), hopeless_.end(), groups) != hopeless_.end())
        return false;
    const Way way = way_for(groups);
    if (way.end < 0) {
        hopeless_.push_back(groups);
        return false;
    }
    auto reserve = static_cast<std::size_t>(way.end);
    ++taken_[reserve];
    --free_;
    while (way.from[reserve] >= 0) {
        const auto from = static_cast<std::size_t>(way.from[reserve]);
        auto& moved = held_[way.by[reserve]];
        --moved.in[from];
        ++moved.in[reserve];
        reserve = from;
    }
    ++held(groups).in[reserve];
    return true;
}

Seating::Held& Seating::held(Groups groups)
{
    const auto known = std::find_if(held_.begin(), held_.end(),
                                    [&](const Held& one) { return one.groups == groups; });
    if (known != held_.end())
        return *known;
    held_.push_back({groups, std::vector<std::int64_t>(capacity_.size())});
    return held_.back();
}

int Seating::take_seat(Groups groups)
{
    auto& seats = held(groups).in;
    const auto seat = std::find_if(seats.begin(), seats.end(), [](auto n) { return n > 0; });
    --*seat;
    return static_cast<int>(seat - seats.begin());
}

std::vector<std::int64_t> Seating::unfilled() const
{
    std::vector<std::int64_t> left(capacity_.size());
    for (std::size_t i = 0; i < left.size(); ++i)
        left[i] = capacity_[i] - taken_[i];
    return left;
}

Choice choose(std::span<const Contender> contenders, std::int64_t places,
              std::vector<std::int64_t> reserved)
{
    places = std::max<std::int64_t>(places, 0);
    Seating seating(cut_to(places, std::move(reserved)));
    Choice choice{ranking_of(contenders), std::vector<int>(contenders.size(), kNoSeat), {}};
    std::vector<std::size_t> on_reserves;
    auto for_others = places - std::ranges::count(contenders, true, &Contender::keeps);
    for (const auto i : choice.ranking) {
        const bool keeps = contenders[i].keeps;
        if ((!keeps && for_others <= 0) || !seating.add(contenders[i].groups))
            continue;
        on_reserves.push_back(i);
        for_others -= keeps ? 0 : 1;
    }
    choice.unfilled = seating.unfilled();
    for (const auto i : on_reserves)
        choice.seat[i] = seating.take_seat(contenders[i].groups);
    auto left = places - static_cast<std::int64_t>(on_reserves.size());
    for (const auto i : choice.ranking)
        if (left > 0 && choice.seat[i] == kNoSeat) {
            choice.seat[i] = kOpenSeat;
            --left;
        }
    return choice;
}

std::uint64_t draw_of(const std::string& seed, const std::string& reference)
{
    db::Digest digest;
    digest.text(seed);
    digest.text(reference);
    return std::stoull(digest.hex().substr(0, 16), nullptr, 16);
}

} // namespace jisr::selection
