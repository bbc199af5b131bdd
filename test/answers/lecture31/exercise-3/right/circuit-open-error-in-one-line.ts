// right: nothing but its class
class CircuitOpenError extends Error {}
