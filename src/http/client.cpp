#include "http/client.hpp"

#include "http/text.hpp"

namespace jisr::http {

namespace {

core::Problem broken()
{
    return core::problems::unavailable("the connection broke before the end of the answer");
}

Fields read_fields(std::string_view head)
{
    Fields fields;
    head.remove_prefix(head.find("\r\n") + 2);
    while (!head.starts_with("\r\n")) {
        const auto end = head.find("\r\n");
        const auto line = head.substr(0, end);
        const auto colon = std::min(line.find(':'), line.size());
        fields.emplace_back(line.substr(0, colon),
                            trimmed(line.substr(std::min(colon + 1, line.size()))));
        head.remove_prefix(end + 2);
    }
    return fields;
}

} // namespace

std::string_view ClientResponse::header(std::string_view name) const
{
    for (const auto& [field, value] : headers)
        if (same_name(field, name))
            return value;
    return {};
}

Client::Client(std::string host, std::uint16_t port, std::chrono::milliseconds patience)
    : host_(std::move(host)), port_(port), patience_(patience)
{
}

core::Result<ClientResponse> Client::request(std::string_view method, std::string_view target,
                                             const Fields& headers, std::string_view body)
{
    std::string text;
    append_request(text, method, target, headers, body);
    const bool kept = wire_.has_value();
    auto answer = exchange(text, method != "HEAD");
    if (!answer && kept && received_.empty()) // closed while it was idle
        answer = exchange(text, method != "HEAD");
    return answer;
}

core::Result<ClientResponse> Client::exchange(std::string_view request, bool has_body)
{
    if (!wire_)
        wire_ = TRY(Wire::connect(host_, port_));
    received_.clear();
    wire_->send(request); // a server may answer and close before it has read all
    auto answer = read_answer(has_body);
    if (!answer || same_name(answer->header("connection"), "close"))
        wire_.reset();
    return answer;
}

core::Result<ClientResponse> Client::read_answer(bool has_body)
{
    AnswerHead head = read_answer_head(received_);
    while (head.status < 200) {
        received_.erase(0, head.size); // 100 Continue
        if (!wire_->receive(received_, patience_))
            return core::fail(broken());
        head = read_answer_head(received_);
    }
    const auto wanted = has_body ? head.body_size : 0;
    while (wanted < 0 || received_.size() < head.size + static_cast<std::size_t>(wanted))
        if (!wire_->receive(received_, patience_)) {
            if (wanted < 0)
                break;
            return core::fail(broken());
        }
    return ClientResponse{head.status,
                          read_fields(std::string_view(received_).substr(0, head.size)),
                          received_.substr(head.size)};
}

} // namespace jisr::http
