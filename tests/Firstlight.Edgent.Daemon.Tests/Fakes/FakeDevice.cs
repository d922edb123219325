namespace Firstlight.Edgent.Daemon.Tests.Fakes;

/// <summary>A device as the bridge sees it.</summary>
internal sealed class FakeDevice : IBridgedDevice
{
    public RecordingCloud Told { get; } = new();

    public DeviceState State { get; set; } = new(DeviceState.Online, 0);

    public ICloud Cloud => Told;

    public string? ClaimAnswer { get; set; }

    public Task<string?> ClaimAsync(string code, CancellationToken cancellation) => Task.FromResult(ClaimAnswer);
}
