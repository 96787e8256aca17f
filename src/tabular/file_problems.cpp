#include "tabular/file_problems.hpp"

namespace jisr::tabular::problems {

namespace {

constexpr int kUnprocessable = 422;
constexpr int kTooLarge = 413;

} // namespace

core::Problem file_not_a_sheet()
{
    return {.status = kUnprocessable, .slug = "file_not_a_sheet"};
}

core::Problem file_old_excel()
{
    return {.status = kUnprocessable, .slug = "file_old_excel"};
}

core::Problem file_empty()
{
    return {.status = kUnprocessable, .slug = "file_empty"};
}

core::Problem file_encoding_unknown()
{
    return {.status = kUnprocessable, .slug = "file_encoding_unknown"};
}

core::Problem file_letters_broken(std::int64_t row)
{
    return {.status = kUnprocessable, .slug = "file_letters_broken", .extra = {{"row", row}}};
}

core::Problem file_not_text()
{
    return {.status = kUnprocessable, .slug = "file_not_text"};
}

core::Problem file_cut()
{
    return {.status = kUnprocessable, .slug = "file_cut"};
}

core::Problem file_damaged(std::string cause)
{
    return {.status = kUnprocessable, .slug = "file_damaged", .cause = std::move(cause)};
}

core::Problem file_too_large(std::int64_t limit_bytes)
{
    return {.status = kTooLarge,
            .slug = "file_too_large",
            .extra = {{"limit_megabytes", limit_bytes / (1024 * 1024)}}};
}

core::Problem file_zip_bomb()
{
    return {.status = kTooLarge, .slug = "file_zip_bomb"};
}

core::Problem file_too_many_rows(std::int64_t limit)
{
    return {.status = kTooLarge, .slug = "file_too_many_rows", .extra = {{"limit", limit}}};
}

core::Problem file_too_many_columns(std::int64_t row, int limit)
{
    return {.status = kUnprocessable,
            .slug = "file_too_many_columns",
            .extra = {{"row", row}, {"limit", limit}}};
}

core::Problem file_cell_too_long(std::int64_t row)
{
    return {.status = kUnprocessable, .slug = "file_cell_too_long", .extra = {{"row", row}}};
}

core::Problem file_unreadable(std::string cause)
{
    return core::problems::internal(std::move(cause));
}

} // namespace jisr::tabular::problems
