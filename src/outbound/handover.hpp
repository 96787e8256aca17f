#pragma once

#include <boost/describe/enum.hpp>

#include <string>

/// Messages on their way out of the program: what is said to the gateways that carry them, and what
/// their answers mean. Knows nothing of who is written to or why.
namespace jisr::outbound {

/// What became of a message that was handed to a gateway. Whoever sends must tell apart what the
/// gateway certainly does not have from what nobody can know: the one may be sent again by itself,
/// the other never.
enum class Outcome {
    Taken,    ///< the gateway says that it has it
    Refused,  ///< it says that it does not take it now; later it may
    Rejected, ///< it says that it will never take this one
    Away,     ///< nobody was there, or nothing of the message was given away
    NoAnswer, ///< given away, and no answer came: nobody can know
    OddAnswer ///< given away, and the answer says nothing: nobody can know
};
BOOST_DESCRIBE_ENUM(Outcome, Taken, Refused, Rejected, Away, NoAnswer, OddAnswer)

/// The outcome and, for the log and for whoever runs the server, what it was seen by.
struct Handover
{
    Outcome outcome = Outcome::NoAnswer;
    std::string detail; ///< "HTTP 503", "SMTP 450", "Timeout was reached"; nothing personal
};

} // namespace jisr::outbound
