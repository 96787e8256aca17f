#include "service/export.hpp"

#include "service/passing_file.hpp"

namespace jisr::service {

namespace {

constexpr const char* kXlsxType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Result<std::unique_ptr<tabular::SheetWriter>>
open_sheet(const std::filesystem::path& file, ExportFormat format, core::Language language)
{
    if (format == ExportFormat::Xlsx)
        return tabular::create_xlsx(file, {.right_to_left = language == core::Language::Ar});
    return tabular::create_csv(file);
}

} // namespace

std::vector<std::string> sheet_types()
{
    return {"text/csv", kXlsxType};
}

Result<void> log_export(DirectContext& context, std::string_view operation,
                        core::json::object filters, std::int64_t rows)
{
    filters["rows"] = rows;
    return write_as(context.services, context.actor, [&](WriteContext& writing) {
        return writing.log("export", core::Id::make(), 1, operation, nullptr, filters);
    });
}

Result<Response> export_file(DirectContext& context, const Export& what, const WriteSheet& write)
{
    const auto folder = exports_folder(context.services.settings.data_folder);
    std::error_code ignored; // a folder that cannot be made shows when the file is created
    std::filesystem::create_directories(folder, ignored);
    PassingFile file(folder / core::Id::make().str());
    const auto sheet = TRY(open_sheet(file.path(), what.format, context.language));
    const auto rows = TRY(context.services.database.ask([&](db::Reader& reader) {
        const Context reading{context.services, context.actor, context.language, reader,
                              context.services.clock};
        return write(reading, *sheet);
    }));
    TRY(log_export(context, what.operation, what.filters, rows));
    const bool xlsx = what.format == ExportFormat::Xlsx;
    Response response;
    response.content_type = xlsx ? kXlsxType : "text/csv; charset=utf-8";
    response.body = file.hand_on();
    return download(std::move(response), std::string(what.file_prefix) +
                                             context.services.clock.today().to_iso() +
                                             (xlsx ? ".xlsx" : ".csv"));
}

} // namespace jisr::service
