namespace Firstlight.Edgent.Daemon;

/// <summary>The device as programs behind the bridge see it.</summary>
internal interface IBridgedDevice
{
    /// <summary>What it is doing now.</summary>
    DeviceState State { get; }

    /// <summary>The cloud.</summary>
    ICloud Cloud { get; }

    /// <summary>Tries a person's short code; null when it does, otherwise why not.</summary>
    Task<string?> ClaimAsync(string code, CancellationToken cancellation);
}
