// right: the name as a field
class ValueError extends Error {
  override readonly name = "ValueError";
}
