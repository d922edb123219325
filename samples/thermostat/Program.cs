using Firstlight.Edgent;
using Microsoft.Extensions.Logging;
using Thermostat;

if (!Settings.TryRead(args, out var settings, out var fault))
{
    await Console.Error.WriteLineAsync($"thermostat: {fault}\n{Settings.Usage}");
    return 2;
}

using var logs = LoggerFactory.Create(log => log.AddSimpleConsole(line => line.SingleLine = true));
var serial = logs.CreateLogger("thermostat");
using var power = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    power.Cancel();
};

var room = new Room(serial);
await using var radio = new HostNetworkRadio(settings.PortalPort, settings.PortalAddress);
var keyboard = new Keyboard();
var device = new EdgentBuilder(template: (settings.TemplateId, settings.TemplateName), firmware: "1.0.0")
    .With(options => options with { Link = settings.Link })
    .On(Pins.Target, value => room.Set(value.As(room.Target)))
    .OnConnected(async cloud => await cloud.SyncAsync(Pins.Target))
    .Every(
        settings.Period,
        async cloud =>
        {
            room.Pass(settings.Period);
            await cloud.WriteAsync(Pins.Temperature, Math.Round(room.Temperature, 2));
            await cloud.WriteAsync(Pins.Heating, room.IsHeating);
        }
    )
    .Build(
        new EdgentPorts
        {
            Radio = radio,
            Store = SlotFile.StoreIn(settings.DataFolder),
            Button = keyboard,
            Light = new ConsoleLight(),
            Updater = new NoUpdates(),
            Cloud = new TcpCloudConnector(settings.TrustedRoots),
            Restart = new QuickRestart(),
            Entropy = new SystemEntropy(),
            Log = serial,
        }
    );

Console.WriteLine($"Set-up page, while the access point is open: {radio.Address}");
Console.WriteLine("Type hold and release for the button, help for the console, Ctrl-C to pull the plug.");
await Task.WhenAll(device.RunAsync(power.Token), keyboard.ReadAsync(device, power.Token));
return 0;
