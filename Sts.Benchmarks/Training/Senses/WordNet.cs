using System.Globalization;

namespace Sts.Benchmarks.Training.Senses;

/// <summary>
/// The kinds of things and deeds that WordNet (Miller, 1995) puts words in: "noun.food", "verb.motion" and so on, by the sense that comes first
/// in it. Its files are those of version 3.0, as in the package wordnet-base of Debian.
/// </summary>
internal sealed class WordNet
{
    private const int FieldsBeforePointers = 4;
    private const int FieldsAfterPointers = 2;

    private static readonly string[] Parts = ["noun", "verb", "adj", "adv"];

    // Numbered as in the data files; see lexnames(5WN).
    private static readonly string[] Kinds =
    [
        .. "adj.all adj.pert adv.all".Split(' '),
        .. "Tops act animal artifact attribute body cognition communication event feeling food group location motive object person".Split(' ').Select(kind => $"noun.{kind}"),
        .. "phenomenon plant possession process quantity relation shape state substance time".Split(' ').Select(kind => $"noun.{kind}"),
        .. "body change cognition communication competition consumption contact creation emotion motion perception possession social stative weather".Split(' ').Select(kind => $"verb.{kind}"),
        "adj.ppl",
    ];

    private readonly Dictionary<(string Lemma, string Part), string> _kinds = [];
    private readonly Dictionary<(string Lemma, string Part), int> _counts = [];
    private readonly Dictionary<(string Form, string Part), string> _exceptions = [];

    /// <summary>Reads the files of a folder.</summary>
    /// <exception cref="FileNotFoundException">One of them isn't there.</exception>
    public static WordNet Read(DirectoryInfo folder)
    {
        var net = new WordNet();
        foreach (var part in Parts)
            net.ReadPart(folder, part);
        net.ReadCounts(folder);
        return net;
    }

    /// <summary>What a word most often is, and what it is as a verb; null where WordNet doesn't know it.</summary>
    public (string? Usual, string? Verb) Find(string word)
    {
        var readings = Parts.Select(part => (Part: part, Lemma: Lemma(word, part))).Where(reading => reading.Lemma is not null).ToList();
        if (readings.Count == 0)
            return (null, null);
        var usual = readings.MaxBy(reading => _counts.GetValueOrDefault((reading.Lemma!, reading.Part)));
        var verb = readings.Find(reading => reading.Part == "verb");
        return (_kinds[(usual.Lemma!, usual.Part)], verb.Lemma is null ? null : _kinds[(verb.Lemma, verb.Part)]);
    }

    private string? Lemma(string word, string part)
    {
        if (_exceptions.TryGetValue((word, part), out var lemma) && _kinds.ContainsKey((lemma, part)))
            return lemma;
        return WordForms.Bases(word, part).FirstOrDefault(form => _kinds.ContainsKey((form, part)));
    }

    private void ReadPart(DirectoryInfo folder, string part)
    {
        var kinds = Lines(folder, $"data.{part}").ToDictionary(fields => fields[0], fields => Kinds[int.Parse(fields[1], CultureInfo.InvariantCulture)]);
        foreach (var fields in Lines(folder, $"index.{part}"))
        {
            var first = FieldsBeforePointers + int.Parse(fields[3], CultureInfo.InvariantCulture) + FieldsAfterPointers;
            _kinds[(fields[0], part)] = kinds[fields[first]];
        }

        if (part is "noun" or "verb")
        {
            foreach (var fields in Lines(folder, $"{part}.exc"))
                _exceptions.TryAdd((fields[0], part), fields[1]);
        }
    }

    // A sense key is lemma%part:…, and its line ends with how often the sense was met in texts.
    private void ReadCounts(DirectoryInfo folder)
    {
        foreach (var fields in Lines(folder, "cntlist.rev"))
        {
            var (lemma, part) = (fields[0].Split('%')[0], fields[0].Split('%')[1][0]);
            var key = (lemma, part switch { '1' => "noun", '2' => "verb", '4' => "adv", _ => "adj" });
            _counts[key] = _counts.GetValueOrDefault(key) + int.Parse(fields[2], CultureInfo.InvariantCulture);
        }
    }

    // The licence stands in lines that begin with blanks.
    private static IEnumerable<string[]> Lines(DirectoryInfo folder, string name) =>
        File.ReadLines(Path.Combine(folder.FullName, name)).Where(line => line.Length > 0 && line[0] != ' ').Select(line => line.Split(' '));
}
