using Firstlight.TestKit;

namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>How the cloud is for whoever has a network.</summary>
internal enum CloudWeather
{
    Fine,
    Refuses,
    Silent,
    NoName,
    TakesLoginsAndHangsUp,
    KnowsNoToken,
}

/// <summary>A cloud that comes and goes.</summary>
internal sealed class CloudInWorld(ManualTime time)
{
    private readonly HashSet<CloudLine> _lines = [];

    public CloudWeather Weather { get; private set; }

    /// <summary>Logins that were taken, by second.</summary>
    public Dictionary<long, int>? Logins { get; set; }

    /// <summary>Tokens that it knows.</summary>
    public HashSet<string> Tokens { get; } = [UnitInWorld.Token];

    /// <summary>How long an answer is under way.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>What a short code is traded for.</summary>
    public string TokenForCode { get; } = new('c', 32);

    public int OpenLines => _lines.Count;

    /// <summary>Changes; lines that were open break, or go silent with it.</summary>
    public void Turn(CloudWeather weather)
    {
        Weather = weather;
        if (weather == CloudWeather.Fine)
            return;
        foreach (var line in _lines.ToList())
            line.Break(isTold: weather is CloudWeather.Refuses or CloudWeather.TakesLoginsAndHangsUp);
    }

    public async Task<CloudConnection> ConnectAsync(UnitInWorld unit, CancellationToken cancellation)
    {
        if (unit.Radio.Joined is null || Weather == CloudWeather.Silent)
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        if (Weather is CloudWeather.Refuses or CloudWeather.NoName)
            return CloudConnection.Failed(Weather == CloudWeather.NoName ? CloudFailure.Dns : CloudFailure.Refused);
        var line = new CloudLine(this, unit);
        _lines.Add(line);
        return CloudConnection.Open(line.Stream);
    }

    /// <summary>An answer is under way.</summary>
    public Task TravelAsync() =>
        Latency == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(Latency, time, CancellationToken.None);

    public void LoggedIn()
    {
        if (Logins is not { } logins)
            return;
        var second = time.GetUtcNow().ToUnixTimeSeconds();
        logins[second] = logins.GetValueOrDefault(second) + 1;
    }

    public void Forget(CloudLine line) => _lines.Remove(line);
}
