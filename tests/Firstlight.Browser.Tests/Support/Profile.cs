namespace Firstlight.Browser.Tests.Support;

/// <summary>What a person's browser is like beside its size.</summary>
public sealed record Profile(Uri BaseAddress)
{
    /// <summary>Whether pages may install themselves; scenarios that are not about that read everything from the server.</summary>
    public bool ServiceWorkers { get; init; }

    public string[] Permissions { get; init; } = [];
}
