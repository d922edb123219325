namespace Firstlight.Edgent.Linux;

/// <summary>Bytes that are no D-Bus message, or break a bound; the connection ends with them.</summary>
internal sealed class BusFormatException(string message) : Exception(message);
