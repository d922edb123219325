using System.Runtime.InteropServices;
using Firstlight.Edgent;
using Firstlight.Edgent.Linux;
using Microsoft.Extensions.Logging;
using RaspberryThermostat;
using Thermostat;

const int UsageCode = 2;
const int UnavailableCode = 69;

if (args is not [var templateId, var cloudHost] || !templateId.StartsWith("TMPL", StringComparison.Ordinal))
{
    await Console.Error.WriteLineAsync("raspberry-thermostat TMPL... CLOUD_HOST");
    return UsageCode;
}

using var logs = LoggerFactory.Create(log => log.AddSystemdConsole());
var log = logs.CreateLogger("raspberry-thermostat");
using var power = new CancellationTokenSource();
using var stopping = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupting = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
var exit = 0;

var sensor = new Sensor(Environment.GetEnvironmentVariable("SENSOR") ?? Sensor.DefaultFile);
var relay = new Relay(Environment.GetEnvironmentVariable("RELAY") ?? Relay.DefaultFile);
var target = 20.0;
try
{
    // Access point, network, button, light and settings: everything that makes the board a product.
    await using var board = await LinuxBoard.OpenAsync(
        new BoardSettings { StateFolder = "/var/lib/raspberry-thermostat", End = End },
        TimeProvider.System,
        log,
        power.Token
    );
    var device = new EdgentBuilder(template: (templateId, "Thermostat"), firmware: "1.0.0")
        .With(options => options with { CloudHost = cloudHost, CaptivePortal = true })
        .On(Pins.Target, value => target = value.As(target))
        .OnConnected(async cloud => await cloud.SyncAsync(Pins.Target))
        .Every(
            TimeSpan.FromSeconds(5),
            async cloud =>
            {
                var temperature = await sensor.ReadAsync();
                await relay.RegulateAsync(temperature, target);
                await cloud.WriteAsync(Pins.Temperature, Math.Round(temperature, 2));
                await cloud.WriteAsync(Pins.Heating, relay.IsOn);
            }
        )
        .Build(board.Ports);
    await device.RunAsync(power.Token);
    return exit;
}
catch (BoardUnavailableException missing)
{
    await Console.Error.WriteLineAsync($"raspberry-thermostat: {missing.Message}");
    return UnavailableCode;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    power.Cancel();
}

// The device wants to be started again: the unit's Restart=always does it.
void End(int code)
{
    exit = code;
    power.Cancel();
}
