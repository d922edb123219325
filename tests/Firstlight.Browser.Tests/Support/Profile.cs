namespace Firstlight.Browser.Tests.Support;

/// <summary>What a person's browser is like beside its size.</summary>
public sealed record Profile(Uri BaseAddress)
{
    /// <summary>Whether pages may install themselves; scenarios that are not about that read everything from the server.</summary>
    public bool ServiceWorkers { get; init; }

    public string[] Permissions { get; init; } = [];

    /// <summary>The film that the phone's camera sees; null: it sees nothing that matters.</summary>
    public string? Camera { get; init; }

    /// <summary>How narrow the screen is, in pixels; null: as usual for its kind.</summary>
    public int? Width { get; init; }

    /// <summary>Whether pages may run scripts at all.</summary>
    public bool Scripts { get; init; } = true;
}
