#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace jisr::core {

/// One fault in one field of the input.
struct FieldError
{
    std::string pointer; ///< JSON pointer into the request body, or "?name" for a query parameter
    std::string code; ///< text key "error.<code>" in locales/core.json, e.g. "required", "too_long"
    boost::json::object
        params; ///< values for the text's placeholders; never the user's personal input
};

/// Why a request failed, in the shape of RFC 9457. The text is chosen later, in the reader's
/// language, from `slug`.
struct Problem
{
    int status = 500;              ///< HTTP status
    std::string slug = "internal"; ///< text keys "problem.<slug>.title" and "problem.<slug>.detail"
    std::vector<FieldError> errors; ///< what is wrong with which field
    boost::json::object extra; ///< further members for the wire, e.g. both versions of a stale edit
    std::string cause;         ///< private: goes to the log only, and holds nothing personal

    Problem&& with(std::string_view key, boost::json::value value) &&
    {
        extra[key] = std::move(value);
        return std::move(*this);
    }
};

inline constexpr std::string_view kOvertaken = "overtaken"; ///< slug
inline constexpr std::string_view kAlreadyExists =
    "already_exists"; ///< slug: a unique value is taken

/// The problems that every layer may answer with. Modules add their own in `<module>` with the same
/// form.
namespace problems {

Problem invalid(std::vector<FieldError> errors); ///< 422 validation_failed
Problem invalid(std::string pointer, std::string code, boost::json::object params = {});
Problem malformed(std::string code); ///< 400 malformed_<code>
Problem unauthenticated();           ///< 401 unauthenticated
Problem forbidden();                 ///< 403 forbidden
Problem not_found();                 ///< 404 not_found; also for what the actor may not know of
Problem conflict(std::string slug);  ///< 409 <slug>
Problem stale(boost::json::value yours,
              boost::json::value current); ///< 412 stale, with both versions
/// 409 overtaken: the row is no longer what this transaction has read of it. Where it may well
/// succeed when it is run again, the database does that before anybody is told.
Problem overtaken();
Problem too_large(std::int64_t limit_bytes); ///< 413 too_large
Problem unavailable(std::string cause);      ///< 503 unavailable, answered with Retry-After
Problem internal(std::string cause);         ///< 500 internal

} // namespace problems
} // namespace jisr::core
