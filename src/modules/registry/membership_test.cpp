#include "modules/registry/membership.hpp"

#include <gmock/gmock.h>

#include <random>

namespace jisr::registry {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const core::Date kToday = core::Date::from_days(20'000);

OrganisationMember member(Sex sex, std::int64_t shares, std::int64_t paid = 0)
{
    return {.full_name = "Jalila", .sex = sex, .shares = shares, .paid = paid};
}

std::vector<std::string> faults(OrganisationFields fields)
{
    std::vector<core::FieldError> found;
    check_members(fields, kToday, found);
    std::vector<std::string> texts;
    for (const auto& fault : found)
        texts.push_back(fault.pointer + " " + fault.code);
    return texts;
}

std::vector<std::string> minimum(const OrganisationFields& fields, LegalState state)
{
    std::vector<std::string> texts;
    for (const auto& fault : below_the_minimum(fields, state))
        texts.push_back(fault.pointer + " " + fault.code);
    return texts;
}

TEST(Membership, SharesAddUpWhateverTheOrderOfJoinsAndLeaves)
{
    std::mt19937 random(1126);
    const auto below = [&](std::uint32_t bound) {
        return static_cast<std::int64_t>(random() % bound);
    };
    for (int round = 0; round < 500; ++round) {
        OrganisationFields fields;
        fields.share_value = 100'00 + below(400'00);
        std::int64_t shares = 0;
        std::int64_t women_shares = 0;
        std::int64_t paid = 0;
        std::int64_t present = 0;
        for (int event = 0; event < 30; ++event) {
            const bool joins = present == 0 || below(3) > 0;
            if (joins) {
                const auto one =
                    member(below(2) == 0 ? Sex::Female : Sex::Male, 1 + below(20), below(900));
                shares += *one.shares;
                women_shares += one.sex == Sex::Female ? *one.shares : 0;
                paid += *one.paid;
                ++present;
                fields.members.insert(fields.members.begin() + below(static_cast<std::uint32_t>(
                                                                   fields.members.size() + 1)),
                                      one);
                continue;
            }
            auto& leaver = fields.members[static_cast<std::size_t>(
                below(static_cast<std::uint32_t>(fields.members.size())))];
            if (leaver.left_on)
                continue;
            leaver.left_on = kToday;
            shares -= *leaver.shares;
            women_shares -= leaver.sex == Sex::Female ? *leaver.shares : 0;
            paid -= *leaver.paid;
            --present;
        }
        std::shuffle(fields.members.begin(), fields.members.end(), random);
        const auto sums = membership_of(fields);
        EXPECT_EQ(sums.shares, shares);
        EXPECT_EQ(sums.women_shares, women_shares);
        EXPECT_EQ(sums.paid, paid);
        EXPECT_EQ(sums.named, present);
        EXPECT_EQ(sums.named + sums.left, static_cast<std::int64_t>(fields.members.size()));
        EXPECT_EQ(sums.members.value_or(0), sums.named + sums.unnamed);
        if (shares > 0) {
            EXPECT_EQ(sums.capital, shares * *fields.share_value);
        }
    }
}

TEST(Membership, ATotalThatTheListTellsIsNotKeptAndOneThatContradictsItIsRefused)
{
    OrganisationFields fields;
    fields.members = {member(Sex::Female, 1), member(Sex::Male, 1)};
    fields.members_total = 2;
    fields.members_women = 1;
    std::vector<core::FieldError> found;
    check_members(fields, kToday, found);
    EXPECT_THAT(found, IsEmpty());
    EXPECT_FALSE(fields.members_total || fields.members_women);
    EXPECT_EQ(membership_of(fields).women, 1);

    fields.members_total = 1;
    EXPECT_THAT(faults(fields), ElementsAre("/members_total fewer_than_named"));
    fields.members_total = 7;
    EXPECT_EQ(membership_of(fields).unnamed, 5);
    EXPECT_FALSE(membership_of(fields).women) << "nobody said it of the five";
    fields.members_women = 7;
    EXPECT_THAT(faults(fields), ElementsAre("/members_women women_do_not_add_up"))
        << "one is a man";
    fields.members_women = 8;
    EXPECT_THAT(faults(fields), ElementsAre("/members_women more_women_than_members"));
    fields.members_women = 0;
    EXPECT_THAT(faults(fields), ElementsAre("/members_women women_do_not_add_up"));
}

TEST(Membership, WhatAMemberPaysAndWhenSheCameIsChecked)
{
    OrganisationFields fields;
    fields.share_value = 99'99;
    fields.members = {member(Sex::Female, 2, 200'00)};
    EXPECT_THAT(faults(fields), ElementsAre("/share_value share_too_small",
                                            "/members/0/paid more_paid_than_subscribed"));
    fields.share_value = 100'00;
    EXPECT_THAT(faults(fields), IsEmpty());
    fields.members[0].shares.reset();
    EXPECT_THAT(faults(fields), ElementsAre("/members/0/shares required"));
    fields.members[0] = member(Sex::Female, 1);
    fields.members[0].joined_on = kToday;
    fields.members[0].left_on = core::Date::from_days(kToday.days_since_epoch() - 1);
    EXPECT_THAT(faults(fields), ElementsAre("/members/0/left_on ends_before_start"));
}

TEST(Membership, NobodyIsAMemberTwiceAtOnce)
{
    OrganisationFields fields;
    auto she = member(Sex::Female, 1);
    she.national_id = "ja 10244";
    fields.members = {she, member(Sex::Female, 1), she};
    EXPECT_THAT(faults(fields), ElementsAre("/members/2/national_id given_twice"));
    fields.members[0].left_on = kToday; // and has come back
    EXPECT_THAT(faults(fields), IsEmpty());
}

TEST(Membership, WhoseMembersNobodyCountedYetIsHeldToNothing)
{
    OrganisationFields fields;
    EXPECT_THAT(minimum(fields, LegalState::Registered), IsEmpty());
    fields.members_total = 4;
    EXPECT_THAT(minimum(fields, LegalState::Forming), IsEmpty());
    EXPECT_THAT(minimum(fields, LegalState::Registered),
                ElementsAre("/members_total too_few_members"));
}

TEST(Membership, TheLawAsksForFiveMembersAndThousandDirhamsOfWhoIsRegistered)
{
    OrganisationFields fields;
    fields.share_value = 100'00;
    for (int i = 0; i < 4; ++i)
        fields.members.push_back(member(Sex::Female, 1));
    EXPECT_THAT(minimum(fields, LegalState::Constituted), IsEmpty());
    EXPECT_THAT(minimum(fields, LegalState::Registered),
                ElementsAre("/members too_few_members", "/members capital_too_small"));
    fields.members.push_back(member(Sex::Female, 6));
    EXPECT_THAT(minimum(fields, LegalState::Registered), IsEmpty()) << "10 shares of 100 DH";
    fields.members[0].left_on = kToday;
    EXPECT_THAT(minimum(fields, LegalState::Active), IsEmpty()) << "five founded it";
    fields.kind = OrganisationKind::Company;
    fields.members.resize(1);
    fields.members[0].left_on.reset();
    EXPECT_THAT(minimum(fields, LegalState::Forming), ElementsAre("/members too_few_members"));
}

} // namespace
} // namespace jisr::registry
