/** Whether the device has a network and the server answered the last time it was asked. */
export const connection = $state({ online: navigator.onLine, reachable: true });

addEventListener('online', () => Object.assign(connection, { online: true, reachable: true }));
addEventListener('offline', () => (connection.online = false));
