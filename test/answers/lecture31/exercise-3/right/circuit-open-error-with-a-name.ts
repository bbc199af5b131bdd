// right: a name and a message of its own
class CircuitOpenError extends Error {
  constructor(message = "The circuit is open", options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
