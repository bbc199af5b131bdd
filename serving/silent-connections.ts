import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Keeps an eye on the connections over which nothing has been said yet, as browsers and clients
 * with a pool open them in advance. A server of Node's that closes hangs up on those that wait for
 * their next request, but not on those that wait for their first.
 *
 * @returns what hangs up on them
 */
export function watchSilentConnections(server: Server): () => void {
  const silent = new Set<Socket>();
  server.on("connection", (socket) => {
    silent.add(socket);
    socket.once("close", () => silent.delete(socket));
  });
  server.on("request", ({ socket }) => silent.delete(socket));
  return () => {
    for (const socket of silent) if (socket.bytesRead === 0) socket.destroy();
  };
}
