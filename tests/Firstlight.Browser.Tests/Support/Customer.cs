using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests.Support;

/// <summary>A customer with a device fresh from its box, and what they do in the app's wizard.</summary>
internal sealed partial class Customer
{
    // Nobody answers at a device's real address here, and an access point that vanishes breaks its last answer.
    private static readonly string[] RadioSilence = ["192\\.168\\.4\\.1", "/air/[^/]+/(board_info|config|wifi_scan)"];

    private readonly House _house;

    private Customer(Person person, House house, string device)
    {
        Person = person;
        _house = house;
        Device = device;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Person Person { get; }

    /// <summary>The unit's id in the room.</summary>
    public string Device { get; }

    /// <summary>Signed in as the owner, with a unit that is switched on and opens its access point.</summary>
    public static async Task<Customer> UnpackAsync(
        Person person,
        House house,
        string templateId = "TMPLthermo01",
        string templateName = "Thermostat"
    )
    {
        await person.SignInAsync();
        return await UnpackAsSignedInAsync(person, house, templateId, templateName);
    }

    /// <summary>The same for somebody who is signed in already.</summary>
    public static async Task<Customer> UnpackAsSignedInAsync(
        Person person,
        House house,
        string templateId = "TMPLthermo01",
        string templateName = "Thermostat"
    )
    {
        var device = await house.SwitchOnAsync(templateId, templateName);
        person.Expects(RadioSilence);
        await person.Page.RouteAsync("http://192.168.4.1/**", route => route.AbortAsync("addressunreachable"));
        return new Customer(person, house, device);
    }

    /// <summary>The wizard, beside the room of this scenario.</summary>
    public Task OpenWizardAsync(string more = "") =>
        Person.GoToAsync(
            $"/app/add?workbench={Uri.EscapeDataString(_house.Workbench.Address.GetLeftPart(UriPartial.Authority))}{more}"
        );

    /// <summary>The attempt that the app starts next; ask before it does.</summary>
    public async Task<long> NextSessionAsync()
    {
        var answer = await NextTicketAsync();
        return answer["id"]!.GetValue<long>();
    }

    /// <summary>What the cloud hands out for the app's next attempt, token included; ask before it starts.</summary>
    public async Task<JsonNode> NextTicketAsync()
    {
        var response = await Person.Page.WaitForResponseAsync(answer =>
            answer.Request.Method == "POST" && answer.Url.EndsWith("/provisioning/sessions", StringComparison.Ordinal)
        );
        return JsonNode.Parse(await response.TextAsync())!;
    }

    /// <summary>The app reads this state of its attempt; ask before it can.</summary>
    public async Task AppReadsAsync(string state)
    {
        // Each answer waits to be looked at: while one is read, the next may come.
        var answers = Channel.CreateUnbounded<IResponse>();
        Person.Page.Response += Note;
        try
        {
            while (!(await NextAsync()).Contains($"\"{state}\"", StringComparison.Ordinal)) { }
        }
        finally
        {
            Person.Page.Response -= Note;
        }

        void Note(object? page, IResponse answer)
        {
            if (SessionAddress().IsMatch(answer.Url))
                answers.Writer.TryWrite(answer);
        }

        async Task<string> NextAsync()
        {
            var answer = await answers.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(Patience.Usual, Cancellation);
            return await answer.TextAsync();
        }
    }

    /// <summary>Opens the wizard at the code that the device's own page takes; it stays open and watches.</summary>
    public async Task<string> ReadCodeAsync()
    {
        await OpenWizardAsync();
        await Person.PressAsync("It beats blue");
        await Person.PressAsync("Set up on the device's own page instead");
        var code = Person.Page.GetByRole(AriaRole.Img, new() { NameRegex = new Regex("^Code ") });
        await Expect(code).ToHaveTextAsync(new Regex("^[0-9A-Z]{4}-[0-9A-Z]{4}$"));
        return await code.InnerTextAsync();
    }

    /// <summary>The name of the unit's Wi-Fi once it is open.</summary>
    public async Task<string> WifiNameAsync()
    {
        await _house.Workbench.AccessPointAsync(Device, Cancellation);
        var device = await _house.Workbench.DeviceAsync(Device, Cancellation);
        return device["accessPoint"]!["ssid"]!.GetValue<string>();
    }

    /// <summary>Screens 1 and 2: from the light to the list of networks.</summary>
    public async Task JoinAsync()
    {
        await Person.PressAsync("It beats blue");
        await TapJoinAsync();
    }

    /// <summary>Screen 2: into the unit's Wi-Fi, and on to the list of networks.</summary>
    public async Task TapJoinAsync()
    {
        var joined = Person.Heading("Your Wi-Fi");
        var notAnswered = Person.Page.GetByText(NotAnswered());
        // The app gives a device a few seconds to answer; where the machine has not got them, a person tries again.
        do
        {
            await Person.PressAsync($"Join {await WifiNameAsync()}");
            await Person.SeesAsync(joined.Or(notAnswered));
        } while (!await joined.IsVisibleAsync());
    }

    /// <summary>Screen 3: a network of the list.</summary>
    public async Task ChooseAsync(string network, string password)
    {
        await Network(network).ClickAsync();
        await Person.Field("Wi-Fi password").FillAsync(password);
        await Person.PressAsync("Connect the device");
    }

    /// <summary>Screen 3: a network that the list does not name.</summary>
    public async Task TypeAsync(string network, string password)
    {
        await Person.Page.GetByRole(AriaRole.Radio, new() { Name = "Hidden or another network" }).ClickAsync();
        await Person.Field("Network name").FillAsync(network);
        await Person.Field("Wi-Fi password").FillAsync(password);
        await Person.PressAsync("Connect the device");
    }

    public ILocator Network(string name) =>
        Person.Page.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex($"^{Regex.Escape(name)},") });

    /// <summary>Screen 4: the cloud has confirmed it.</summary>
    public Task SeesOnlineAsync() => Person.SeesHeadingAsync("It is online", Patience.Device);

    /// <summary>Screen 4: it gets its name, and its page opens.</summary>
    public async Task NameItAsync(string name)
    {
        await SeesOnlineAsync();
        await Person.Field("What shall it be called?").FillAsync(name);
        await Person.PressAsync("Go to the device");
        await Person.SeesHeadingAsync(name);
    }

    /// <summary>Screen 4: it failed, and this is what the customer reads.</summary>
    public async Task SeesFailureAsync(string reason, string nextStep)
    {
        await Person.SeesHeadingAsync("It did not get online", Patience.Device);
        await Expect(Person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(reason);
        await Expect(Person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(nextStep);
        await Expect(Person.Button("Try again")).ToBeVisibleAsync();
    }

    /// <summary>Holds the unit's button for as long as a reset takes.</summary>
    public Task HoldButtonAsync() =>
        _house.Workbench.SendAsync(
            HttpMethod.Post,
            $"devices/{Device}/button",
            new { heldSeconds = 10.5 },
            Cancellation
        );

    [GeneratedRegex("The device does not answer|Your phone still has internet")]
    private static partial Regex NotAnswered();

    [GeneratedRegex("/provisioning/sessions/\\d+$")]
    private static partial Regex SessionAddress();
}
