#pragma once

#include "support/server.hpp"

#include <gmock/gmock.h>

namespace jisr::tests {

/// A server with two partners of the nation and one of region 10.
class FinanceTest : public testing::TestWithParam<Engine>
{
  protected:
    using Role = service::Role;
    using Level = service::ScopeLevel;

    static boost::json::object some_partner(const std::string& name, const std::string& kind,
                                            const std::string& region = "")
    {
        boost::json::object partner{{"name_ar", "شريك " + name},
                                    {"name_fr", name},
                                    {"kind", kind},
                                    {"roles", boost::json::array{"funding", "steering"}}};
        if (!region.empty())
            partner["region_code"] = region;
        return partner;
    }

    std::string add_partner(const std::string& name, const std::string& kind,
                            const std::string& region = "")
    {
        const auto answer = server.post(administrator, partners, some_partner(name, kind, region));
        EXPECT_EQ(answer.status, 201) << answer.body;
        return answer.text("id");
    }

    static boost::json::object amount(const std::string& partner, int year, std::int64_t centimes,
                                      const std::string& contribution = "money")
    {
        return {{"partner_id", partner},
                {"year", year},
                {"contribution", contribution},
                {"centimes", centimes}};
    }

    static boost::json::object decision(const std::string& result)
    {
        return {{"session", "mars 2026"}, {"decided_on", "2026-03-02"}, {"result", result}};
    }

    /// Twelve million dirhams in halves over two years, in force on the tests' day.
    [[nodiscard]] boost::json::object some_agreement(const std::string& reference,
                                                     const std::string& region = "10") const
    {
        boost::json::object agreement{
            {"reference", reference},
            {"title_ar", "اتفاقية شراكة"},
            {"title_fr", "Convention " + reference},
            {"signed_on", "2026-01-15"},
            {"starts_on", "2026-02-01"},
            {"ends_on", "2027-12-31"},
            {"ratification", decision("adopted")},
            {"parties", boost::json::array{boost::json::object{{"partner_id", ministry},
                                                               {"commitment", "6 MDH"}},
                                           boost::json::object{{"partner_id", council}}}},
            {"amounts", boost::json::array{amount(ministry, 2026, 300'000'000),
                                           amount(ministry, 2027, 300'000'000),
                                           amount(council, 2026, 300'000'000),
                                           amount(council, 2027, 300'000'000)}},
            {"edition_ids", boost::json::array{edition}}};
        if (!region.empty())
            agreement["region_code"] = region;
        return agreement;
    }

    Answer add_agreement(const boost::json::object& agreement)
    {
        auto answer = server.post(administrator, agreements, agreement);
        EXPECT_EQ(answer.status, 201) << answer.body;
        return answer;
    }

    std::string path_of(const Answer& agreement) { return agreements + "/" + agreement.text("id"); }

    Caller coordinator(const std::string& region)
    {
        return server.as(Role::RegionalCoordinator, Level::Region, region);
    }

    TestServer server{GetParam()};
    const std::string edition = server.bridge_edition();
    const Caller administrator = server.administrator();
    const std::string partners = "/api/v1/partners";
    const std::string agreements = "/api/v1/agreements";
    const std::string ministry = add_partner("Ministere", "ministry");
    const std::string agency = add_partner("Agence", "ads");
    const std::string council = add_partner("Conseil regional", "regional_council", "10");
};

} // namespace jisr::tests
