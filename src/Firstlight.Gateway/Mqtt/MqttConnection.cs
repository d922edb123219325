using System.Text;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>One link that speaks MQTT.</summary>
internal sealed class MqttConnection : DeviceConnection
{
    private const string DeviceUser = "device";

    /// <summary>The original's gateways: one connection for many devices. Not served here.</summary>
    private const string GatewayUser = "mgmt_device";

    private readonly MqttLink _link;
    private ConnectPacket? _connect;
    private bool _mayAnswer;
    private MqttDevice? _device;

    public MqttConnection(LinkServices services, Wire wire)
        : this(services, wire, new MqttLink(services, wire)) { }

    private MqttConnection(LinkServices services, Wire wire, MqttLink link)
        : base(services, wire, link) => _link = link;

    protected override long IdleTicks => _device!.IdleTicks;

    protected override async Task<bool> LogInAsync()
    {
        var login = await MqttLogin.ReadAsync(Wire, Services);
        if (login.Violation is { } violation)
        {
            Violated(violation.What);
            Verdict = Ending.Of(violation);
        }

        if (login.Level is not { } level)
            return false;
        // Whoever speaks something newer than 5.0 is answered in 5.0, and 3.1 in 3.1.1.
        var version = level >= (byte)MqttVersion.V5 ? MqttVersion.V5 : MqttVersion.V311;
        _link.Speak(login.Connect ?? new ConnectPacket { Version = version });
        _mayAnswer = version is MqttVersion.V5 || Verdict?.Reason is null or ReasonCode.UnsupportedProtocolVersion;
        if (login.Connect is not { } connect)
            return false;
        _connect = connect;
        Verdict = Judge(connect);
        return Verdict is null && await EnterAsync(ReadToken(connect));
    }

    protected override async ValueTask WelcomeAsync(IDeviceSession session)
    {
        _device = new MqttDevice(Services, _link, session, _connect!);
        await _link.AnswerAsync(MqttGreeting.Of(_connect!, $"device-{session.Device.Value}", Services.Options));
        _link.Session = session;
        _connect = null; // it holds the token
    }

    protected override ValueTask AnswerWrongTokenAsync() =>
        _link.AnswerAsync(
            new ConnAckPacket(
                ReasonCode.BadUserNameOrPassword,
                Properties: InWords("The user name is not \"device\", or no device has this AuthToken.")
            )
        );

    /// <summary>Some wait for the server to close; longer than the fast ones need to leave.</summary>
    protected override TimeSpan MovedLinger => TimeSpan.FromSeconds(2);

    protected override async ValueTask AnswerMovedAsync(MovedTo place)
    {
        await _link.AnswerAsync(MqttGreeting.Of(_connect!, "moved", Services.Options));
        await _link.RedirectAsync(Wire.WebSocketPath, place, Wire.IsTls);
        _connect = null; // it holds the token
    }

    protected override ValueTask<bool> GoOnWithoutInfoAsync(CancellationToken cancellation) =>
        _device!.GoOnWithoutInfoAsync(cancellation);

    protected override async ValueTask<bool> HandleArrivedAsync(long now)
    {
        var device = _device!;
        var packets = 0;
        try
        {
            while (true)
            {
                var unread = Wire.Input.Unread;
                var bytesMax = Services.Options.MqttMessageBytesMax;
                var outcome = PacketReader.Read(ref unread, bytesMax, out var packet, out var violation);
                if (outcome is ReadOutcome.Violation)
                    device.Break(violation);
                if (outcome is ReadOutcome.Packet)
                {
                    packets++;
                    await device.HandleAsync(packet, Wire.Ended);
                    Wire.Input.KeepOnly(unread);
                    if (device.Verdict is null)
                        continue;
                }

                await device.Acknowledgements.SettleAsync(Wire.Ended);
                return device.Verdict is null || End(device);
            }
        }
        finally
        {
            Services.Metrics.Received(packets);
        }
    }

    protected override async ValueTask LeaveAsync(Ending ending)
    {
        var mayLinger = _link.Aborted is null && await SayLastWordsAsync(ending);
        if (_device is not null && !ending.IsOurDoing)
            await _device.PublishWillAsync();
        if (mayLinger)
            await LingerAsync();
    }

    private bool End(MqttDevice device)
    {
        Verdict = device.Verdict;
        if (device.BrokeTheProtocol)
            Violated(Verdict!.Words);
        return false;
    }

    /// <summary>True when something was said that must not be lost in the closing.</summary>
    private async ValueTask<bool> SayLastWordsAsync(Ending ending)
    {
        if (ending.Reason < ReasonCode.UnspecifiedError || !_mayAnswer)
            return false;
        if (_device is not null)
            await _link.DisconnectAsync(ending);
        else
            await _link.AnswerAsync(new ConnAckPacket(ending.Reason, Properties: InWords(ending.Words)));
        return true;
    }

    /// <summary>Why this CONNECT is turned away whoever sent it; null when its token decides.</summary>
    private static Ending? Judge(ConnectPacket connect)
    {
        if (connect.ClientId.Length > MqttLimits.ClientIdCharactersMax)
            return new Ending(
                $"the client id has more than {MqttLimits.ClientIdCharactersMax} characters",
                ReasonCode.ClientIdentifierNotValid
            );
        if (connect is { Version: MqttVersion.V311, CleanStart: false, ClientId: "" })
            return new Ending("an empty client id needs a clean session", ReasonCode.ClientIdentifierNotValid);
        if (connect.Properties.TryFind(PropertyId.AuthenticationMethod, out _))
            return new Ending(
                "devices show a user name and a password here, nothing else",
                ReasonCode.BadAuthenticationMethod
            );
        return connect.UserName == GatewayUser
            ? new Ending("one connection for many devices is not served here", ReasonCode.NotAuthorized)
            : null;
    }

    /// <summary>Null for what can be no device's login, whatever the store knows.</summary>
    private static AuthToken? ReadToken(ConnectPacket connect)
    {
        if (connect.UserName != DeviceUser || connect.Password is null)
            return null;
        // Bytes outside ASCII become '?', which no token contains.
        var text = Encoding.ASCII.GetString(connect.Password).Trim();
        return AuthToken.TryParse(text, out var token) ? token : null;
    }

    private Properties InWords(string words) =>
        _link.Version is MqttVersion.V5 ? Properties.Of(Property.Of(PropertyId.ReasonString, words)) : default;
}
