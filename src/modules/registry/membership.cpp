#include "modules/registry/membership.hpp"

#include "tabular/text.hpp"
#include "tabular/values.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace jisr::registry {

namespace {

using Faults = std::vector<core::FieldError>;

constexpr std::int64_t kLeastShare = 100'00;     // centimes
constexpr std::int64_t kLeastCapital = 1'000'00; // centimes
constexpr std::int64_t kLeastMembers = 5;
constexpr std::int64_t kLeastPartners = 2;

struct Listed
{
    std::int64_t women = 0;
    std::int64_t sex_unknown = 0;
    std::int64_t shares_unknown = 0;
};

Listed add_listed(const OrganisationFields& fields, Membership& sums)
{
    Listed listed;
    for (const auto& member : fields.members) {
        if (member.left_on) {
            ++sums.left;
            continue;
        }
        const bool woman = member.sex == Sex::Female;
        ++sums.named;
        listed.women += woman ? 1 : 0;
        listed.sex_unknown += member.sex ? 0 : 1;
        listed.shares_unknown += member.shares ? 0 : 1;
        sums.shares += member.shares.value_or(0);
        sums.paid += member.paid.value_or(0);
        sums.women_shares += woman ? member.shares.value_or(0) : 0;
        sums.women_paid += woman ? member.paid.value_or(0) : 0;
    }
    return listed;
}

void check_identity(OrganisationMember& member, const std::string& pointer, Faults& faults)
{
    if (member.full_name)
        member.full_name = tabular::clean_text(*member.full_name);
    if (member.full_name && member.full_name->empty())
        member.full_name.reset();
    if (member.full_name && !tabular::has_letters(*member.full_name))
        faults.push_back({pointer + "/full_name", "name_without_letters", {}});
    if (!member.person_id && !member.full_name)
        faults.push_back({pointer + "/full_name", "required", {}});
    if (member.phone) {
        if (auto normal = tabular::normalise_phone(*member.phone))
            member.phone = std::move(*normal);
        else
            faults.push_back({pointer + "/phone", std::string(normal.error()), {}});
    }
    if (!member.national_id)
        return;
    if (auto normal = tabular::normalise_national_id(*member.national_id))
        member.national_id = std::move(*normal);
    else
        faults.push_back({pointer + "/national_id", std::string(normal.error()), {}});
}

void check_days(const OrganisationMember& member, core::Date today, const std::string& pointer,
                Faults& faults)
{
    if (member.joined_on && *member.joined_on > today)
        faults.push_back({pointer + "/joined_on", "date_in_the_future", {}});
    if (member.left_on && *member.left_on > today)
        faults.push_back({pointer + "/left_on", "date_in_the_future", {}});
    else if (member.left_on && member.joined_on && *member.left_on < *member.joined_on)
        faults.push_back({pointer + "/left_on", "ends_before_start", {}});
}

void check_paid(const OrganisationMember& member, const std::optional<std::int64_t>& share_value,
                const std::string& pointer, Faults& faults)
{
    if (!member.paid)
        return;
    if (!member.shares)
        faults.push_back({pointer + "/shares", "required", {}});
    else if (share_value && *member.paid > *member.shares * *share_value)
        faults.push_back({pointer + "/paid", "more_paid_than_subscribed", {}});
}

/// What was said of all of them against what the list tells.
void check_totals(OrganisationFields& fields, Faults& faults)
{
    Membership sums;
    const Listed listed = add_listed(fields, sums);
    if (fields.members_total && *fields.members_total < sums.named)
        faults.push_back({"/members_total", "fewer_than_named", {{"least", sums.named}}});
    const std::int64_t members = std::max(fields.members_total.value_or(0), sums.named);
    const std::int64_t unnamed = members - sums.named;
    const std::int64_t women = fields.members_women.value_or(listed.women);
    if (women > members)
        faults.push_back({"/members_women", "more_women_than_members", {}});
    else if (women < listed.women || women > listed.women + listed.sex_unknown + unnamed)
        faults.push_back({"/members_women", "women_do_not_add_up", {{"named", listed.women}}});
    if (unnamed == 0 && sums.named > 0) {
        fields.members_total.reset();
        if (listed.sex_unknown == 0)
            fields.members_women.reset();
    }
}

} // namespace

Membership membership_of(const OrganisationFields& fields)
{
    Membership sums;
    const Listed listed = add_listed(fields, sums);
    if (sums.named > 0 || fields.members_total)
        sums.members = std::max(fields.members_total.value_or(0), sums.named);
    sums.unnamed = sums.members.value_or(0) - sums.named;
    sums.women = fields.members_women;
    if (!sums.women && sums.members && sums.unnamed == 0 && listed.sex_unknown == 0)
        sums.women = listed.women;
    sums.shares_known = sums.named > 0 && sums.unnamed == 0 && listed.shares_unknown == 0;
    if (fields.share_value && sums.shares > 0)
        sums.capital = sums.shares * *fields.share_value;
    return sums;
}

void check_members(OrganisationFields& fields, core::Date today, Faults& faults)
{
    const bool cooperative = fields.kind == OrganisationKind::Cooperative;
    if (cooperative && fields.share_value && *fields.share_value < kLeastShare)
        faults.push_back({"/share_value", "share_too_small", {{"least", kLeastShare / 100}}});
    std::set<core::Id> present;
    std::set<std::string> numbers;
    bool presided = false;
    for (std::size_t i = 0; i < fields.members.size(); ++i) {
        auto& member = fields.members[i];
        const std::string pointer = "/members/" + std::to_string(i);
        check_identity(member, pointer, faults);
        check_days(member, today, pointer, faults);
        check_paid(member, fields.share_value, pointer, faults);
        if (member.person_id && !member.left_on && !present.insert(*member.person_id).second)
            faults.push_back({pointer + "/person_id", "given_twice", {}});
        if (member.national_id && !member.left_on && !numbers.insert(*member.national_id).second)
            faults.push_back({pointer + "/national_id", "given_twice", {}});
        if (member.role == MemberRole::President && !member.left_on &&
            std::exchange(presided, true))
            faults.push_back({pointer + "/role", "second_president", {}});
    }
    check_totals(fields, faults);
}

std::vector<core::FieldError> below_the_minimum(const OrganisationFields& fields, LegalState state)
{
    Faults faults;
    const bool cooperative = fields.kind == OrganisationKind::Cooperative;
    const bool founded = is_founded(state);
    const Membership sums = membership_of(fields);
    const std::int64_t least = !cooperative ? kLeastPartners : founded ? kLeastMembers : 1;
    const bool counted = sums.members.has_value() || sums.left > 0;
    if (counted && sums.members.value_or(0) + sums.left < least)
        faults.push_back({fields.members.empty() ? "/members_total" : "/members",
                          "too_few_members",
                          {{"least", least}}});
    if (cooperative && founded && sums.left == 0 && sums.shares_known && sums.capital &&
        *sums.capital < kLeastCapital)
        faults.push_back({"/members", "capital_too_small", {{"least", kLeastCapital / 100}}});
    return faults;
}

} // namespace jisr::registry
