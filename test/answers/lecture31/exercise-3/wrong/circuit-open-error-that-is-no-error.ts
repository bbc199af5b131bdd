// requirement 3: a class that does not extend Error
class CircuitOpenError {
  readonly name = "CircuitOpenError";
  readonly message: string;

  constructor(message = "The circuit is open") {
    this.message = message;
  }
}
