namespace Firstlight.Edgent.Linux;

/// <summary>The other side answered with an error.</summary>
internal sealed class BusErrorException(string name, string message) : Exception($"{name}: {message}")
{
    /// <summary>Its name, such as <c>org.freedesktop.DBus.Error.UnknownMethod</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The words behind the name.</summary>
    public string Words { get; } = message;
}

/// <summary>The bus is gone, or was never there.</summary>
internal sealed class BusClosedException : IOException
{
    public BusClosedException(string message)
        : base(message) { }

    public BusClosedException(string message, Exception cause)
        : base(message, cause) { }
}
