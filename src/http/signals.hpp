#pragma once

namespace jisr::http {

class Server;

/// SIGTERM and SIGINT stop the server cleanly: it drains, then Server::run() returns. Call after
/// listen().
void on_signals(Server& server);

} // namespace jisr::http
