#include "db/statement_text.hpp"

#include <gtest/gtest.h>

namespace jisr::db {
namespace {

TEST(StatementText, NumbersEachNameOnce)
{
    const auto text = number_parameters("select * from t where a = :a and (b = :b or c = :a)", '$');
    EXPECT_EQ(text.sql, "select * from t where a = $1 and (b = $2 or c = $1)");
    EXPECT_EQ(text.names, (std::vector<std::string>{"a", "b"}));
}

TEST(StatementText, LeavesCastsLiteralsQuotedNamesAndCommentsAlone)
{
    const std::string sql = "select x::text, ':no', 'it''s :no', \":no\" -- :no\n/* :no */ from t";
    EXPECT_EQ(number_parameters(sql, '?').sql, sql);
    EXPECT_EQ(number_parameters(sql + " where y = :yes", '?').sql, sql + " where y = ?1");
}

TEST(StatementText, SurvivesAnUnclosedLiteral)
{
    EXPECT_EQ(number_parameters("select ':a", '?').sql, "select ':a");
    EXPECT_EQ(number_parameters("select :", '?').sql, "select :");
}

TEST(StatementText, FindsAParameterWhereverItStands)
{
    const std::vector<Param> params{{"a", 1}, {"b", 2}};
    EXPECT_EQ(find_param(params, "b", 1), &params[1].value);
    EXPECT_EQ(find_param(params, "a", 7), &params[0].value);
    EXPECT_EQ(find_param(params, "c", 0), nullptr);
}

} // namespace
} // namespace jisr::db
