#include "documents/qr.hpp"

#include <cairo.h>
#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

namespace jisr::documents {
namespace {

constexpr int kQuietZone = 4; // modules, ISO/IEC 18004
constexpr std::size_t kMostBytes = 2331;

} // namespace

core::Result<Qr> Qr::encode(std::string_view payload)
{
    if (payload.empty() || payload.size() > kMostBytes)
        return core::fail(core::problems::internal(
            fmt::format("QR code of {} bytes, not 1 to {}", payload.size(), kMostBytes)));
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(payload.size()),
                          reinterpret_cast<const unsigned char*>(payload.data()), 0, QR_ECLEVEL_M),
        QRcode_free);
    if (!code)
        return core::fail(core::problems::internal("libqrencode refused a QR code"));
    std::vector<bool> modules(static_cast<std::size_t>(code->width) * code->width);
    for (std::size_t i = 0; i < modules.size(); ++i)
        modules[i] = (code->data[i] & 1U) != 0; // the other bits say what the module is for
    return Qr(code->width, std::move(modules));
}

bool Qr::dark(int column, int row) const
{
    return modules_[static_cast<std::size_t>(row * side_ + column)];
}

std::vector<Qr::Run> Qr::runs() const
{
    std::vector<Run> runs;
    for (int row = 0; row < side_; ++row)
        for (int column = 0; column < side_; ++column) {
            if (!dark(column, row))
                continue;
            const bool continues = column > 0 && dark(column - 1, row);
            if (continues)
                ++runs.back().length;
            else
                runs.push_back({column, row, 1});
        }
    return runs;
}

std::string Qr::svg() const
{
    const int full = side_ + 2 * kQuietZone;
    std::string path;
    for (const auto& run : runs())
        path += fmt::format("M{} {}h{}v1h-{}z", run.column + kQuietZone, run.row + kQuietZone,
                            run.length, run.length);
    return fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" )"
                       R"(shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{0}v{0}H0z"/>)"
                       R"(<path d="{1}"/></svg>)",
                       full, path);
}

void Qr::draw(cairo_t* cairo, double x, double y, double size) const
{
    const double module = size / (side_ + 2 * kQuietZone);
    // One path filled at once: separate fills leave hairlines between the rows on screens.
    for (const auto& run : runs())
        cairo_rectangle(cairo, x + (run.column + kQuietZone) * module,
                        y + (run.row + kQuietZone) * module, run.length * module, module);
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_fill(cairo);
}

} // namespace jisr::documents
