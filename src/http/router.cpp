#include "http/router.hpp"

#include <map>

namespace jisr::http {

namespace {

struct Route
{
    std::string method;
    std::string pattern;
    std::vector<std::string> names; ///< of the `{name}` segments, from left to right
    RouteOptions options;
    Handler handler;
};

/// One segment of the known paths.
struct Node
{
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::vector<Route> routes;
};

/// Cuts the next segment off `path`, which begins with '/'.
std::string_view take_segment(std::string_view& path)
{
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

bool is_parameter(std::string_view segment)
{
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

Node& child_for(Node& node, std::string_view segment)
{
    auto& child = is_parameter(segment)
                      ? node.parameter
                      : node.literals.try_emplace(std::string(segment)).first->second;
    if (!child)
        child = std::make_unique<Node>();
    return *child;
}

using Segments = std::vector<std::string_view>;

const Node* find(const Node& node, std::string_view path, Segments& parameters)
{
    if (path.empty())
        return node.routes.empty() ? nullptr : &node;
    const auto segment = take_segment(path);
    if (const auto literal = node.literals.find(segment); literal != node.literals.end())
        if (const Node* found = find(*literal->second, path, parameters))
            return found;
    if (!node.parameter || segment.empty())
        return nullptr;
    parameters.push_back(segment);
    if (const Node* found = find(*node.parameter, path, parameters))
        return found;
    parameters.pop_back();
    return nullptr;
}

const Route* find_method(const Node& node, std::string_view method)
{
    for (const auto& route : node.routes)
        if (route.method == method)
            return &route;
    return method == "HEAD" ? find_method(node, "GET") : nullptr;
}

std::string allowed_methods(const Node& node)
{
    std::string allowed;
    for (const auto& route : node.routes) {
        allowed += route.method + ", ";
        if (route.method == "GET" && find_method(node, "HEAD") == &route)
            allowed += "HEAD, ";
    }
    return allowed + "OPTIONS";
}

} // namespace

struct Router::Impl
{
    Node root;
    Handler otherwise;
    RouteOptions otherwise_options;
};

Router::Router() : impl_(std::make_unique<Impl>()) {}

Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(std::string_view method, std::string_view pattern, RouteOptions options,
                 Handler handler)
{
    Route route{std::string(method), std::string(pattern), {}, options, std::move(handler)};
    Node* node = &impl_->root;
    for (std::string_view rest = pattern; !rest.empty();) {
        const auto segment = take_segment(rest);
        if (is_parameter(segment))
            route.names.emplace_back(segment.substr(1, segment.size() - 2));
        node = &child_for(*node, segment);
    }
    node->routes.push_back(std::move(route));
}

void Router::otherwise(Handler handler)
{
    impl_->otherwise = std::move(handler);
}

Router::Match Router::match(std::string_view method, std::string_view path) const
{
    Segments parameters;
    const Node* node = path.starts_with('/') ? find(impl_->root, path, parameters) : nullptr;
    Match match;
    if (node == nullptr) {
        if (impl_->otherwise) {
            match.options = &impl_->otherwise_options;
            match.handler = &impl_->otherwise;
        }
        return match;
    }
    const Route* route = find_method(*node, method);
    if (route == nullptr) {
        match.allowed = allowed_methods(*node);
        return match;
    }
    match.options = &route->options;
    match.handler = &route->handler;
    match.pattern = route->pattern;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        match.path_params.emplace_back(route->names[i], parameters[i]);
    return match;
}

} // namespace jisr::http
